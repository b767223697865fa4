import type { IndexedPaths } from './paths.ts'

/**
 * Shapley values of the channels when a set of channels is worth the `amounts` of all paths that need no other channel.
 *
 * That game is a sum of unanimity games, one for each path, and the Shapley value is additive: a path's amount is
 * split equally over its distinct channels. No coalition needs to be listed, and the time is linear in the touches.
 * Result: one share per channel, summing to Σ amounts. Source: Shapley (1953), §3, corollary 1 and the carrier axiom.
 */
export function shapleyValues({ channels, touches, starts }: IndexedPaths, amounts: Float64Array): Float64Array {
  const credit = new Float64Array(channels.length)
  const seenIn = new Int32Array(channels.length).fill(-1)
  const distinct = new Int32Array(channels.length)
  for (let path = 0; path < amounts.length; path++) {
    if (amounts[path] === 0) continue
    let size = 0
    for (let touch = starts[path]; touch < starts[path + 1]; touch++) {
      const channel = touches[touch]
      if (seenIn[channel] === path) continue
      seenIn[channel] = path
      distinct[size++] = channel
    }
    for (let i = 0; i < size; i++) credit[distinct[i]] += amounts[path] / size
  }
  return credit
}
