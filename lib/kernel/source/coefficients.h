// The constants of the elementary functions, as tests/kernel/coefficients.py derives them.

/** 1 / ln 2. */
#define LOG2_E 0x1.71547652b82fep+0
/** ln 2, of 40 bits, so that k ln 2 is exact, and the rest. */
#define LN2 0x1.62e42fefa4000p-1
#define LN2_LOW -0x1.8432a1b0e2634p-43
/** 1 / ln 10. */
#define LOG10_E 0x1.bcb7b1526e50ep-2
#define LOG10_E_LOW 0x1.95355baaafad3p-57
/** 2 / sqrt(pi). */
#define TWO_OVER_ROOT_PI 0x1.20dd750429b6dp+0
#define TWO_OVER_ROOT_PI_LOW 0x1.1ae3a914fed80p-56
/** 1 / sqrt(2 pi). */
#define ONE_OVER_ROOT_2_PI 0x1.9884533d43651p-2
#define ONE_OVER_ROOT_2_PI_LOW -0x1.cbc0d30ebfd15p-56
/** sqrt(2). */
#define ROOT_2 0x1.6a09e667f3bcdp+0
#define ROOT_2_LOW -0x1.bdd3413b26456p-54
/** sqrt(2 / pi). */
#define ROOT_2_OVER_PI 0x1.9884533d43651p-1
#define ROOT_2_OVER_PI_LOW -0x1.cbc0d30ebfd15p-55
/** 2 sqrt(2 / pi). */
#define TWO_ROOT_2_OVER_PI 0x1.9884533d43651p+0
#define TWO_ROOT_2_OVER_PI_LOW -0x1.cbc0d30ebfd15p-54
/** 1 / 3. */
#define THIRD 0x1.5555555555555p-2
#define THIRD_LOW 0x1.5555555555555p-56
/** 1 / 5. */
#define FIFTH 0x1.999999999999ap-3
#define FIFTH_LOW -0x1.999999999999ap-57

/** Q of exp(r) = 1 + r + r^2 / 2 + r^3 Q(r), |r| <= ln 2 / 2; the error is r^2 Q's.
 * Degree 9 on [-0.346608, 0.346608]; error 2^-60.17. */
static const f64 EXP[10] = {
  0x1.5555555555559p-3,
  0x1.5555555555559p-5,
  0x1.111111110f6ddp-7,
  0x1.6c16c16c14a63p-10,
  0x1.a01a01afd599ep-13,
  0x1.a01a01af6e822p-16,
  0x1.71ddf8763afb6p-19,
  0x1.27e4c7ae0a63dp-22,
  0x1.af5e886fdf883p-26,
  0x1.1f92e095bb952p-29,
};
/** L of ln((1 + s) / (1 - s)) = 2 s + s^3 L(s^2); the error is s^2 L's.
 * Degree 7 on [0.0, 0.0294402]; error 2^-60.56. */
static const f64 LOG[8] = {
  0x1.5555555555555p-1,
  0x1.9999999999dffp-2,
  0x1.249249242b3e7p-2,
  0x1.c71c72590179cp-3,
  0x1.745cde3462516p-3,
  0x1.3b20abc5c2ab9p-3,
  0x1.0f5cc4506d1bap-3,
  0x1.0f633bbc2b1f4p-3,
};
/** L of ln((1 + s) / (1 - s)) = 2 (s + s^3 / 3 + s^5 / 5) + s^7 L(s^2); the error is s^6 L's.
 * Degree 8 on [0.0, 0.0294402]; error 2^-70.63. */
static const f64 LOG_REST[9] = {
  0x1.2492492492492p-2,
  0x1.c71c71c71c689p-3,
  0x1.745d1745dc00ep-3,
  0x1.3b13b13481adfp-3,
  0x1.1111138d452cep-3,
  0x1.e1e0b06091a9dp-4,
  0x1.af573cb1c26a0p-4,
  0x1.81ab5540d1afdp-4,
  0x1.9fdef83e6f41ep-4,
};
/** B of erf(x) = 2 x / sqrt(pi) (1 + w B(w)), w = x^2, |x| <= 1/2; the error is w B's.
 * Degree 8 on [0.0, 0.2501]; error 2^-59.3. */
static const f64 ERF[9] = {
  -0x1.5555555555555p-2,
  0x1.9999999999913p-4,
  -0x1.8618618611200p-6,
  0x1.2f684bd6ff06cp-8,
  -0x1.8d301758a6a6cp-11,
  0x1.c01b93ea9ef71p-14,
  -0x1.bbc3cbab03364p-17,
  0x1.857e1ca3c368dp-20,
  -0x1.16755bdeda60dp-23,
};
/** K of ERFC. */
#define ERFC_K 0x1.0000000000000p+2
#define ERFC_K_LOW 0x0.0p+0
/** K sqrt(2). */
#define NORMAL_K 0x1.6a09e667f3bcdp+2
#define NORMAL_K_LOW -0x1.bdd3413b26456p-52
/** T of erfc(x) = exp(-x^2) / (1 + 2 x) T(t), t = (x - K) / (x + K), x >= 1/2.
 * Degree 22 on [-0.778173, 0.750779]; error 2^-56.46. */
static const f64 ERFC[23] = {
  0x1.3ba5916e9fd7fp+0,
  -0x1.1df1ad154a28ep-3,
  0x1.f7f5df66fd755p-7,
  0x1.16ecefcfa52c8p-4,
  -0x1.9ddb23c3e8d36p-4,
  0x1.7fee004e1496dp-4,
  -0x1.0fb06dfe4fa60p-4,
  0x1.3079edf624a0ep-5,
  -0x1.09623883a639cp-6,
  0x1.49c672a82b0dbp-8,
  -0x1.8d4a9b5eb0b38p-11,
  -0x1.a1df4375b2252p-13,
  0x1.3be05af3c6473p-13,
  -0x1.9955034754d4fp-16,
  -0x1.788a9b660f2aep-17,
  0x1.7ef640fb5aafdp-18,
  0x1.3b0fe37d28f64p-22,
  -0x1.b808689de95cap-21,
  0x1.423b920659f85p-24,
  0x1.bbe0de476fb6ap-24,
  -0x1.37747adba1e85p-26,
  -0x1.4cb64e714c065p-27,
  0x1.02ed20e817d49p-29,
};
/** What ERFC[0] leaves. */
#define ERFC_LOW -0x1.a6e367ececeadp-55
/** Roughly dT / dt.
 * Degree 3 on [-0.778173, 0.750779]; error 2^-4.827. */
static const f64 ERFC_SLOPE[4] = {
  -0x1.5883794deb8a5p-3,
  0x1.15cdabadb0564p-3,
  0x1.230b57dd8905ep-1,
  -0x1.c5317d1ad3a07p-1,
};
