import type { Reading } from '../understand/reading.ts'

/** What a variant's label says in numbers: `Isi 4 (±1 kg)`, `120 x 80 cm`, `Umur 2-3 tahun`, `5 susun`. */
export interface LabelFacets {
  numbers: ReadonlySet<number>
  /** The number that people call it by: of `180 x 200 cm` the 180. */
  first: number | null
  /** A number with the word beside it, both orders as `number word`: `5 susun`, `10 isi`. */
  pairs: ReadonlySet<string>
  /** Dimension and base value: `mass 1000`, `length 120`. */
  measures: ReadonlySet<string>
  ranges: readonly { from: number; to: number }[]
}

export function facetsOf(reading: Reading): LabelFacets {
  const numbers = new Set<number>()
  const pairs = new Set<string>()
  const measures = new Set<string>()
  const { words, text } = reading
  words.forEach((word, i) => {
    if (word.number === null) return
    numbers.add(word.number)
    for (const pair of pairsAt(reading, i)) pairs.add(pair)
  })
  for (const quantity of reading.quantities) {
    if (quantity.type === 'measure') measures.add(`${quantity.dimension} ${Math.round(quantity.value * 10) / 10}`)
    if (quantity.type === 'contents') pairs.add(`${quantity.value} isi`)
  }
  const ranges = [...text.matchAll(/(\d{1,3}) ?[-–] ?(\d{1,3})(?!\d)/g)].map(([, from, to]) => ({ from: Number(from), to: Number(to) }))
  return { numbers, first: words.find((word) => word.number !== null)?.number ?? null, pairs, measures, ranges }
}

/** The word right before and right after a number, each as `number word`. */
export function pairsAt({ words }: Reading, at: number): string[] {
  const { number } = words[at]
  // In "3 dudukan 2 buah" the seats are the three's.
  const isTaken = typeof words[at - 2]?.number === 'number' && words[at + 1]?.number === null
  return [...(isTaken ? [] : [words[at - 1]]), words[at + 1]]
    .filter((word) => word !== undefined && word.number === null && word.concept.length > 1)
    .map((word) => `${number} ${word.concept}`)
}
