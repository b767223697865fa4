import { exponentialSmoothing, mean, movingAverage, syntetosBoylan, teunterSyntetosBabai, type LevelPath } from './level.ts'

/** Level methods that are always run: the parts of both combinations, and most of them candidates by themselves. */
export const parts: readonly { name: string; path: LevelPath }[] = [
  { name: 'mean', path: mean },
  { name: 'ma-4', path: movingAverage(4) },
  { name: 'ma-8', path: movingAverage(8) },
  { name: 'ma-12', path: movingAverage(12) },
  { name: 'ses-0.05', path: exponentialSmoothing(0.05) },
  { name: 'ses-0.1', path: exponentialSmoothing(0.1) },
  { name: 'ses-0.2', path: exponentialSmoothing(0.2) },
  { name: 'ses-0.3', path: exponentialSmoothing(0.3) },
  { name: 'ses-0.5', path: exponentialSmoothing(0.5) },
  { name: 'tsb', path: teunterSyntetosBabai(0.1, 0.2) },
  { name: 'sba', path: syntetosBoylan(0.1) },
]

/**
 * The candidates among which the past decides, by position. The first is the default, the last exists only where
 * there are enough series to learn weights from.
 */
export const combination = 0
export const candidates = ['combination', 'mean', 'ma-4', 'ses-0.05', 'ses-0.1', 'ses-0.3', 'ses-0.5', 'learned-combination'] as const
export const learned = candidates.length - 1

/** For every candidate but both combinations, its position in `parts`. */
export const candidateParts = candidates.map((name) => parts.findIndex((part) => part.name === name))

const robustParts = ['mean', 'ma-8', 'ses-0.1', 'ses-0.3', 'ses-0.5'].map((name) => parts.findIndex((part) => part.name === name))

/** The median of five differently fast methods: no single odd period, trend or method can carry it away. */
export function medianOfParts(paths: readonly Float64Array[], t: number): number {
  const values = [paths[robustParts[0]][t], paths[robustParts[1]][t], paths[robustParts[2]][t], paths[robustParts[3]][t], paths[robustParts[4]][t]]
  for (let i = 1; i < 5; i++) {
    const value = values[i]
    let j = i
    for (; j > 0 && values[j - 1] > value; j--) values[j] = values[j - 1]
    values[j] = value
  }
  return values[2]
}

/** Σ weight × part. */
export function weightedParts(paths: readonly Float64Array[], weights: ArrayLike<number>, t: number): number {
  let level = 0
  for (let part = 0; part < paths.length; part++) if (weights[part] > 0) level += weights[part] * paths[part][t]
  return level
}

/** The whole level path of one candidate, from the parts that it needs and no others. */
export function candidatePath(adjusted: Float64Array, candidate: number, weights: ArrayLike<number>): Float64Array {
  if (candidate !== combination && candidate !== learned) return parts[candidateParts[candidate]].path(adjusted)
  const needed = candidate === combination ? (part: number) => robustParts.includes(part) : (part: number) => weights[part] > 0
  const paths = parts.map(({ path }, part) => (needed(part) ? path(adjusted) : unused))
  return adjusted.map((_, t) => (candidate === combination ? medianOfParts(paths, t) : weightedParts(paths, weights, t)))
}

const unused = new Float64Array(0)
