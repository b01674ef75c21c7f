// How the kernel's functions are called: with addresses, which are byte offsets into one
// WebAssembly memory. WebAssembly knows where that is; native code is told, by a first
// argument that all of its functions have.

typedef u32 address;

#if defined(__wasm__)
/**
 * A function of the kernel: FUNCTION(type, name, parameters). Which of them a module has, the
 * linker is told.
 */
#define FUNCTION(type, name, ...) type name(__VA_ARGS__)
/** The numbers at an address. */
#define AT(address) ((f64 *)(address))
#else
#define FUNCTION(type, name, ...)        \
  __attribute__((visibility("default"))) \
  type name([[maybe_unused]] char *memory __VA_OPT__(, ) __VA_ARGS__)
#define AT(address) ((f64 *)(memory + (address)))
#endif
