/** How an item sells: how often, and how much the size of a sale varies. */
export type DemandClass = 'smooth' | 'erratic' | 'intermittent' | 'lumpy'

/**
 * Class of `demand` from its first sale on, by mean interval between sales (1.32 periods) and squared coefficient of
 * variation of the sizes (0.49). Source: A. A. Syntetos, J. E. Boylan & J. D. Croston, "On the categorization of
 * demand patterns", Journal of the Operational Research Society 56 (2005).
 */
export function demandClass(demand: ArrayLike<number>): DemandClass {
  let first = -1
  let sales = 0
  let sum = 0
  let squares = 0
  for (let t = 0; t < demand.length; t++) {
    if (!(demand[t] > 0)) continue
    if (first < 0) first = t
    sales++
    sum += demand[t]
    squares += demand[t] * demand[t]
  }
  const mean = sum / sales
  const variation = sales > 1 ? (squares / sales - mean * mean) / (mean * mean) : 0
  const isFrequent = first >= 0 && (demand.length - first) / sales < 1.32
  if (isFrequent) return variation < 0.49 ? 'smooth' : 'erratic'
  return variation < 0.49 ? 'intermittent' : 'lumpy'
}
