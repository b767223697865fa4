import type { IndexedPaths } from './paths.ts'

/** Gives all of each path's `amounts` to its first channel. Result: one share per channel, summing to Σ amounts. */
export function firstTouch({ channels, touches, starts }: IndexedPaths, amounts: Float64Array): Float64Array {
  const credit = new Float64Array(channels.length)
  for (let path = 0; path < amounts.length; path++) credit[touches[starts[path]]] += amounts[path]
  return credit
}

/** Gives all of each path's `amounts` to its last channel. */
export function lastTouch({ channels, touches, starts }: IndexedPaths, amounts: Float64Array): Float64Array {
  const credit = new Float64Array(channels.length)
  for (let path = 0; path < amounts.length; path++) credit[touches[starts[path + 1] - 1]] += amounts[path]
  return credit
}

/** Splits each path's `amounts` equally over its touches, so a channel touched twice gets two shares. */
export function linearTouch({ channels, touches, starts }: IndexedPaths, amounts: Float64Array): Float64Array {
  const credit = new Float64Array(channels.length)
  for (let path = 0; path < amounts.length; path++) {
    const share = amounts[path] / (starts[path + 1] - starts[path])
    if (share === 0) continue
    for (let touch = starts[path]; touch < starts[path + 1]; touch++) credit[touches[touch]] += share
  }
  return credit
}
