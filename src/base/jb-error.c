#include "jb-error.h"

G_DEFINE_QUARK (jb-error-quark, jb_error)
