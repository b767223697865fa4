/** A set of 32-bit feature hashes numbered 0…size−1, by open addressing. */
export interface Vocabulary {
  size: number
  /** Hash of feature i. */
  hashes: Int32Array
  /** Slots: feature number + 1, or 0 where empty. The length is a power of two, at most half full. */
  slots: Int32Array
}

/** An empty vocabulary with room for `capacity` features; it grows by itself. */
export function createVocabulary(capacity = 1 << 12): Vocabulary {
  const slots = 2 ** Math.ceil(Math.log2(Math.max(capacity, 8) * 2))
  return { size: 0, hashes: new Int32Array(slots / 2), slots: new Int32Array(slots) }
}

/** The vocabulary of these distinct hashes, numbered in their order. */
export function vocabularyOf(hashes: Int32Array): Vocabulary {
  const vocabulary = createVocabulary(hashes.length)
  for (const hash of hashes) addFeature(vocabulary, hash)
  return vocabulary
}

/** Number of the feature, or −1. */
export function findFeature({ slots, hashes }: Vocabulary, hash: number): number {
  const mask = slots.length - 1
  for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
    const feature = slots[slot] - 1
    if (feature < 0 || hashes[feature] === hash) return feature
  }
}

/** Number of the feature, added when new. */
export function addFeature(vocabulary: Vocabulary, hash: number): number {
  const found = findFeature(vocabulary, hash)
  if (found >= 0) return found
  if (vocabulary.size === vocabulary.hashes.length) grow(vocabulary)
  const feature = vocabulary.size++
  vocabulary.hashes[feature] = hash
  place(vocabulary.slots, hash, feature)
  return feature
}

function grow(vocabulary: Vocabulary): void {
  const hashes = new Int32Array(vocabulary.hashes.length * 2)
  hashes.set(vocabulary.hashes)
  const slots = new Int32Array(vocabulary.slots.length * 2)
  for (let feature = 0; feature < vocabulary.size; feature++) place(slots, hashes[feature], feature)
  vocabulary.hashes = hashes
  vocabulary.slots = slots
}

function place(slots: Int32Array, hash: number, feature: number): void {
  const mask = slots.length - 1
  let slot = hash & mask
  while (slots[slot] !== 0) slot = (slot + 1) & mask
  slots[slot] = feature + 1
}
