/** Hears the share of a fit that is done: rising, and 1 at the end. */
export type OnProgress = (share: number) => void

/**
 * Tells `onProgress` about one stage of a fit, which goes from share `from` to share `to` of the whole: at most once for each
 * hundredth, so that a loop may call it at every turn.
 */
export function stageOf(onProgress: OnProgress | undefined, from: number, to: number): OnProgress {
  let told = from - 1
  return (share) => {
    const whole = share < 1 ? from + (to - from) * share : to
    if (whole < told + 0.01 && whole < to) return
    told = whole
    onProgress?.(whole)
  }
}
