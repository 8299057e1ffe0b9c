#!/bin/sh
# Makes the files of this folder again, byte for byte, from the packages that README.md names.
#
#   fonts/make.sh [FOLDER]        default: the folder of this script
#
# Needs npm, python3 with venv and pip, and the Debian packages fonts-lxgw-wenkai and unicode-data.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=1672531200 PYTHONHASHSEED=0
kai=/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf

cd "$work"
npm pack --silent @expo-google-fonts/noto-serif-sc@0.4.3 @expo-google-fonts/noto-sans-sc@0.4.3 \
  @expo-google-fonts/source-serif-4@0.4.1 @expo-google-fonts/source-sans-3@0.4.1 >/dev/null
for name in noto-serif-sc noto-sans-sc source-serif-4 source-sans-3; do
  mkdir "$name"
  tar -xzf expo-google-fonts-"$name"-*.tgz -C "$name" --strip-components=1
done
python3 -m venv tools
tools/bin/pip --quiet install chws-tool==1.4.5 east-asian-spacing==1.4.5 fonttools==4.68.0 uharfbuzz==0.57.0
cp "$kai" kai.ttf
sha256sum --quiet --strict -c - <<EOF
ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e  expo-google-fonts-noto-serif-sc-0.4.3.tgz
0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59  expo-google-fonts-noto-sans-sc-0.4.3.tgz
84f0b412fbc9b0b666d6fe04620b2cd2e54bfd49ca61fe0663a9e5beb30afcc4  expo-google-fonts-source-serif-4-0.4.1.tgz
eb41834f563921e19b18b40bc924b97110983aef800d9cb67b9186f546311828  expo-google-fonts-source-sans-3-0.4.1.tgz
bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8  kai.ttf
EOF

# The characters that a face must have: those that are no Han, GB 2312, the 8,105 of the Table of General Standard
# Chinese Characters (Unihan: kTGH); for Kai also the 5,401 of Big5's first plane, which older names use.
tools/bin/python - <<'EOF'
import bz2
def plane(codec, rows, cells):
    found = set()
    for row in rows:
        for cell in cells:
            try:
                found.add(ord(bytes([row, cell]).decode(codec)))
            except (UnicodeDecodeError, TypeError):
                pass
    return found
with bz2.open('/usr/share/unicode/Unihan_OtherMappings.txt.bz2', 'rt', encoding='utf-8') as lines:
    general = {int(line.split('\t')[0][2:], 16) for line in lines if '\tkTGH\t' in line}
assert len(general) == 8105
other = set(range(0x20, 0x3400)) | set(range(0xf900, 0x10000)) - set(range(0xfb50, 0xfe00)) | set(range(0x1f100, 0x1f300))
core = other | general | plane('gb2312', range(0xa1, 0xf8), range(0xa1, 0xff))
def write(name, characters):
    with open(name, 'w') as file:
        file.write('\n'.join('U+%04X' % c for c in sorted(characters)))
write('core.txt', core)
write('kai.txt', core | plane('big5', range(0xa4, 0xc7), range(0x40, 0xff)))
EOF

# Features stay but those whose alternative shapes have no use in a report and would come along (aalt, ruby, hist).
features=ccmp,locl,liga,dlig,kern,mark,mkmk,calt,sups,subs,frac,tnum,lnum,pnum,onum,pwid,fwid,hwid,palt,halt,chws
features=$features,vert,vrt2,vpal,vhal,vkrn,vchw
cut () { # FROM TO CHARACTERS
  tools/bin/pyftsubset "$1" --output-file="$2" --unicodes-file="$3" --layout-features="$features" --no-hinting \
    --name-IDs='*' --name-languages='*' --notdef-outline --no-recalc-timestamp --drop-tables+=DSIG,meta
}

cp noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf NotoSerifSC-Regular.ttf
cut noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf NotoSerifSC-Bold.ttf core.txt
tools/bin/add-chws -o sans noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf
cp sans/NotoSansSC_400Regular.ttf NotoSansSC-Regular.ttf
cut sans/NotoSansSC_700Bold.ttf NotoSansSC-Bold.ttf core.txt
tools/bin/add-chws -o kai kai.ttf
cut kai/kai.ttf JianbaoKai-Regular.ttf kai.txt
cp source-serif-4/400Regular/SourceSerif4_400Regular.ttf SourceSerif4-Regular.ttf
cp source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf SourceSerif4-Italic.ttf
cp source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf SourceSerif4-SemiBold.ttf
cp source-sans-3/400Regular/SourceSans3_400Regular.ttf SourceSans3-Regular.ttf
cp source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf SourceSans3-SemiBold.ttf

# LXGW is a reserved font name (OFL 1.1, condition 3): what is cut from LXGW WenKai bears another.
tools/bin/python - <<'EOF'
from fontTools.ttLib import TTFont
font = TTFont('JianbaoKai-Regular.ttf', recalcTimestamp=False)
names = {1: 'Jianbao Kai', 2: 'Regular', 3: '1.250;JianbaoKai-Regular', 4: 'Jianbao Kai Regular', 6: 'JianbaoKai-Regular',
         16: 'Jianbao Kai', 17: 'Regular'}
table = font['name']
for record in list(table.names):
    if record.nameID in names or record.langID not in (0, 0x409):
        table.removeNames(record.nameID, record.platformID, record.platEncID, record.langID)
for name_id, text in names.items():
    table.setName(text, name_id, 3, 1, 0x409)
table.setName('A cut of LXGW WenKai 1.250 with chws and halt added, renamed as its licence asks', 10, 3, 1, 0x409)
font.save('JianbaoKai-Regular.ttf')
EOF

mkdir -p "$out/licences"
for file in NotoSerifSC-Regular NotoSerifSC-Bold NotoSansSC-Regular NotoSansSC-Bold JianbaoKai-Regular \
            SourceSerif4-Regular SourceSerif4-Italic SourceSerif4-SemiBold SourceSans3-Regular SourceSans3-SemiBold; do
  install -m 644 "$file.ttf" "$out/"
done
for name in noto-serif-sc noto-sans-sc source-serif-4 source-sans-3; do
  install -m 644 "$name/LICENSE_FONT" "$out/licences/$name-OFL.txt"
done
install -m 644 /usr/share/doc/fonts-lxgw-wenkai/copyright "$out/licences/lxgw-wenkai-OFL.txt"
