// The whole kernel, one translation unit for every build.

#include "vector.h"
#include "call.h"
#include "fused.h"
#include "tile.h"
#include "pack.h"
#include "nonzeros.h"
#include "product.h"
#include "listed.h"
#include "elementwise.h"
#include "columns.h"
#include "batch_norm.h"
#include "updates.h"
