export interface LabelScores {
  precision: number
  recall: number
  f1: number
  support: number
}

export interface ClassifierScores {
  accuracy: number
  /** Mean F1 over the labels that occur in `expected`. */
  macroF1: number
  perLabel: Record<string, LabelScores>
}

/**
 * Scores predictions, 0–1. A label that is never predicted has precision and F1 0; labels that only occur among the
 * predictions count as errors and get no line. Everything is NaN-free: no rows give accuracy and macro-F1 0.
 */
export function classifierScores(expected: readonly string[], predicted: readonly string[]): ClassifierScores {
  const counts = new Map([...new Set(expected)].sort().map((label) => [label, { right: 0, support: 0, predicted: 0 }]))
  let right = 0
  for (const [i, label] of expected.entries()) {
    const own = counts.get(label)
    const other = counts.get(predicted[i])
    if (own) own.support++
    if (other) other.predicted++
    if (label !== predicted[i]) continue
    right++
    if (own) own.right++
  }
  const perLabel = Object.fromEntries(
    [...counts].map(([label, count]) => {
      const precision = ratio(count.right, count.predicted)
      const recall = ratio(count.right, count.support)
      const f1 = ratio(2 * count.right, count.predicted + count.support)
      return [label, { precision, recall, f1, support: count.support }]
    }),
  )
  const f1s = Object.values(perLabel).map((scores) => scores.f1)
  return {
    accuracy: ratio(right, expected.length),
    macroF1: ratio(
      f1s.reduce((sum, f1) => sum + f1, 0),
      f1s.length,
    ),
    perLabel,
  }
}

/**
 * Area under the ROC curve: the probability that a random value of `above` exceeds one of `below`, ties counting
 * half. 0.5 when either is empty.
 */
export function auroc(above: readonly number[], below: readonly number[]): number {
  if (above.length === 0 || below.length === 0) return 0.5
  const all = [...above.map((value) => ({ value, above: 1 })), ...below.map((value) => ({ value, above: 0 }))]
  all.sort((a, b) => a.value - b.value)
  let rankSum = 0
  for (let start = 0; start < all.length; ) {
    let end = start
    let inTie = 0
    while (end < all.length && all[end].value === all[start].value) inTie += all[end++].above
    rankSum += inTie * ((start + 1 + end) / 2)
    start = end
  }
  return (rankSum - (above.length * (above.length + 1)) / 2) / (above.length * below.length)
}

const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)
