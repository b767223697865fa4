/**
 * Holm's adjusted p-values, in the order given: claiming where the answer is below α keeps the chance of any false
 * claim among all of them at α, whatever their dependence. An undefined p-value (`null`) stays undefined and does not
 * count as a comparison.
 *
 * Source: Holm (1979), Scandinavian Journal of Statistics 6:65.
 */
export function holm(pValues: readonly (number | null)[]): (number | null)[] {
  const ascending = pValues.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((a, b) => a.p - b.p)
  const adjusted: (number | null)[] = pValues.map(() => null)
  let largest = 0
  for (const [rank, { p, index }] of ascending.entries()) {
    largest = Math.max(largest, Math.min(1, p * (ascending.length - rank)))
    adjusted[index] = largest
  }
  return adjusted
}
