// The whole kernel, one translation unit for every build.

#include "vector.h"
#include "call.h"
#include "elementwise.h"
#include "functions.h"
