/** Uniform numbers in [0, 1). `Math.random` has this shape; models take it as an argument so that they can be repeated. */
export type Random = () => number

/** A repeatable sequence for a seed: 32 bits of mulberry32 (Ettinger, 2017), period about 4·10⁹. Not for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
