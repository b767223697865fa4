/**
 * Remembers which ids went by, in eight bytes each: two ids fall together once in a quadrillion pairs. A set of strings
 * would take ten times the memory for a file of a million rows.
 */
export function createSeenIds(): { add(id: string): void; has(id: string): boolean } {
  let slots = new Float64Array(4_096)
  let count = 0
  /** The slot that holds the hash, or the free one where it belongs. */
  const slotOf = (table: Float64Array, hash: number): number => {
    let index = hash % table.length
    while (table[index] !== 0 && table[index] !== hash) index = (index + 1) % table.length
    return index
  }
  return {
    has: (id) => slots[slotOf(slots, hashOf(id))] !== 0,
    add(id) {
      if (count * 2 > slots.length) {
        const larger = new Float64Array(slots.length * 2)
        for (const hash of slots) if (hash !== 0) larger[slotOf(larger, hash)] = hash
        slots = larger
      }
      const hash = hashOf(id)
      const slot = slotOf(slots, hash)
      if (slots[slot] === 0) count++
      slots[slot] = hash
    },
  }
}

/** 53 bits of cyrb53 (bryc, public domain); never 0. */
function hashOf(text: string): number {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    high = Math.imul(high ^ code, 2_654_435_761)
    low = Math.imul(low ^ code, 1_597_334_677)
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909)
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909)
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0) || 1
}
