# shellcheck shell=sh
# A Slurm cluster of one node with four slots in a folder of its own: as any user, without systemd, beside another Slurm.
# To be sourced:
#
#   cluster_start FOLDER     0: it runs, SLURM_CONF is set; 1: it cannot, $cluster_reason says why
#   cluster_stop             ends what was started
#
# Debian: slurm-wlm (slurmctld, slurmd, sbatch …) and munge, which tells the daemons from anybody else.
cluster_pids= cluster_reason=

# Names what it starts and how it ended; what it said is in FOLDER/NAME.log.
cluster_spawn () {
  cluster_log=$cluster_folder/$1.log
  shift
  "$@" >"$cluster_log" 2>&1 &
  cluster_pids="$! $cluster_pids"
}

cluster_stop () {
  for cluster_pid in $cluster_pids; do
    kill "$cluster_pid" 2>/dev/null || :
    wait "$cluster_pid" 2>/dev/null || :
  done
  cluster_pids=
}

cluster_fail () {
  cluster_reason=$1
  cluster_stop
  return 1
}

cluster_free_port () {
  python3 -c 'import socket; s = socket.socket (); s.bind (("127.0.0.1", 0)); print (s.getsockname ()[1])'
}

cluster_write_configuration () {
  host=$(hostname -s)
  user=$(id -un)
  cat >"$cluster_folder/slurm.conf" <<END
ClusterName=jianbao
SlurmctldHost=$host(127.0.0.1)
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$cluster_folder/munge.socket
SlurmctldPort=$(cluster_free_port)
SlurmdPort=$(cluster_free_port)
SlurmctldPidFile=$cluster_folder/slurmctld.pid
SlurmdPidFile=$cluster_folder/slurmd.pid
StateSaveLocation=$cluster_folder/state
SlurmdSpoolDir=$cluster_folder/spool
# Neither cgroups nor a data base: a container has none.
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
ReturnToService=2
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=2,defer_batch
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
KillWait=5
MinJobAge=3600
NodeName=$host NodeHostname=$host NodeAddr=127.0.0.1 CPUs=4 State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
END
}

cluster_start () {
  cluster_folder=$1
  for cluster_program in munged slurmctld slurmd sbatch squeue scancel sinfo python3; do
    command -v "$cluster_program" >/dev/null || cluster_fail "no $cluster_program (Debian: slurm-wlm, munge)" || return 1
  done
  mkdir -p "$cluster_folder/state" "$cluster_folder/spool"
  chmod 755 "$cluster_folder"
  head -c 1024 /dev/urandom >"$cluster_folder/munge.key"
  chmod 600 "$cluster_folder/munge.key"
  cluster_write_configuration
  export SLURM_CONF="$cluster_folder/slurm.conf"

  # --force: the folder may stand below one that others may write to, as /tmp is.
  cluster_spawn munged munged --foreground --force --key-file="$cluster_folder/munge.key" --num-threads=2 \
    --socket="$cluster_folder/munge.socket" --pid-file="$cluster_folder/munged.pid" \
    --seed-file="$cluster_folder/munged.seed" --log-file="$cluster_folder/munged.log"
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    [ ! -S "$cluster_folder/munge.socket" ] || break
    sleep 0.5
  done
  [ -S "$cluster_folder/munge.socket" ] || cluster_fail "munged: $(tail -n 1 "$cluster_folder/munged.log")" || return 1
  cluster_spawn slurmctld slurmctld -D -f "$SLURM_CONF"
  cluster_spawn slurmd slurmd -D -f "$SLURM_CONF"
  for _ in $(seq 60); do
    [ "$(sinfo -h -o %t 2>/dev/null)" != idle ] || return 0
    sleep 0.5
  done
  cluster_fail "no idle node: $(grep -h -i error "$cluster_folder/slurmctld.log" "$cluster_folder/slurmd.log" | tail -n 1)"
}
