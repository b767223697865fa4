/** Density of the standard normal distribution. */
export function normalPdf(z: number): number {
  return Math.exp(-0.5 * z * z) * 0.398_942_280_401_432_677_94
}

/**
 * P(Z ≤ z) for a standard normal Z; relative error below 1e-13 down to z = −37.
 *
 * Source: Abramowitz & Stegun 7.1.6 (series) and 7.1.14 (continued fraction).
 */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z * Math.SQRT1_2)
}

/** 1 − erf(x), with relative precision in the tail. */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x)
  if (x < 2) return 1 - erfSeries(x)
  if (x > 27) return 0
  return Math.exp(-x * x) * erfcFraction(x)
}

function erfSeries(x: number): number {
  let term = x
  let sum = x
  for (let k = 1; k < 100; k++) {
    term *= (2 * x * x) / (2 * k + 1)
    sum += term
    if (term < sum * 1e-17) break
  }
  return 1.128_379_167_095_512_573_9 * Math.exp(-x * x) * sum
}

/** Evaluated from the far end: 120 terms are exact in double precision for x ≥ 2. */
function erfcFraction(x: number): number {
  let tail = x
  for (let k = 120; k > 0; k--) tail = x + k / (2 * tail)
  return 0.564_189_583_547_756_286_95 / tail
}

/**
 * z with P(Z ≤ z) = p, relative error about 1e-16. Source: Wichura (1988), Algorithm AS 241 (PPND16).
 * @throws RangeError unless 0 ≤ p ≤ 1; the ends give ∓Infinity.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A probability lies between 0 and 1, got ${p}`)
  if (p === 0) return -Infinity
  if (p === 1) return Infinity
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) return q * ratio(centre, 0.180_625 - q * q)
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p))
  const z = r <= 5 ? ratio(shoulder, r - 1.6) : ratio(tail, r - 5)
  return q < 0 ? -z : z
}

interface Rational {
  over: readonly number[]
  under: readonly number[]
}

const ratio = ({ over, under }: Rational, x: number) => horner(over, x) / horner(under, x)
const horner = (coefficients: readonly number[], x: number) => coefficients.reduceRight((sum, c) => sum * x + c, 0)

const centre: Rational = {
  over: [
    3.387_132_872_796_366_608, 133.141_667_891_784_377_45, 1971.590_950_306_551_442_7, 13_731.693_765_509_461_125,
    45_921.953_931_549_871_457, 67_265.770_927_008_700_853, 33_430.575_583_588_128_105, 2509.080_928_730_122_672_7,
  ],
  under: [
    1, 42.313_330_701_600_911_252, 687.187_007_492_057_908_3, 5394.196_021_424_751_107_7, 21_213.794_301_586_595_867,
    39_307.895_800_092_710_61, 28_729.085_735_721_942_674, 5226.495_278_852_854_561,
  ],
}

const shoulder: Rational = {
  over: [
    1.423_437_110_749_683_577_34, 4.630_337_846_156_545_295_9, 5.769_497_221_460_691_405_5,
    3.647_848_324_763_204_605_04, 1.270_458_252_452_368_382_58, 0.241_780_725_177_450_611_77,
    0.022_723_844_989_269_184_583_3, 7.745_450_142_783_414_076_4e-4,
  ],
  under: [
    1, 2.053_191_626_637_758_821_87, 1.676_384_830_183_803_849_4, 0.689_767_334_985_100_004_55,
    0.148_103_976_427_480_074_59, 0.015_198_666_563_616_457_196_6, 5.475_938_084_995_344_946e-4,
    1.050_750_071_644_416_843_24e-9,
  ],
}

const tail: Rational = {
  over: [
    6.657_904_643_501_103_777_2, 5.463_784_911_164_114_369_9, 1.784_826_539_917_291_335_8,
    0.296_560_571_828_504_891_23, 0.026_532_189_526_576_123_093, 0.001_242_660_947_388_078_438_6,
    2.711_555_568_743_487_578_15e-5, 2.010_334_399_292_288_132_65e-7,
  ],
  under: [
    1, 0.599_832_206_555_887_937_69, 0.136_929_880_922_735_805_31, 0.014_875_361_290_850_614_852_5,
    7.868_691_311_456_132_591e-4, 1.846_318_317_510_054_681_8e-5, 1.421_511_758_316_445_888_7e-7,
    2.044_263_103_389_939_785_64e-15,
  ],
}
