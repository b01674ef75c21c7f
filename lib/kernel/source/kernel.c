// The whole kernel, one translation unit for every build.

#include "vector.h"
#include "call.h"
#include "elementwise.h"
#include "fused.h"
#include "tile.h"
#include "pack.h"
#include "nonzeros.h"
#include "product.h"
#include "listed.h"
