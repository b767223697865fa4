/** G19: attribution. Speed against the closed form in NumPy with equal answers, Shapley against all 2ⁿ coalitions, published Markov. */
import { readFileSync } from 'node:fs'
import { attributePaths, type ChannelCredit } from '../server/src/models/attribution/attribute-paths.ts'
import type { Path } from '../server/src/models/attribution/paths.ts'
import { bySize, compare, exponent, score, seededRandom, sharedFile, skip } from './harness.ts'
import { findPython } from './subprocess.ts'

const goal = 'G19'
const rules = ['first', 'last', 'linear', 'markov', 'shapley'] as const

/** The plain way to write it: dictionaries and one matrix inverse. */
const peer = `
import numpy as np
def run(data):
    index = {}
    for p in data:
        for c in p['channels']:
            index.setdefault(c, len(index))
    n = len(index)
    first, last, linear, shapley = (np.zeros(n) for _ in range(4))
    moves = np.zeros((n + 1, n)); conversions = np.zeros(n); departures = np.zeros(n)
    total = 0.0
    for p in data:
        ids = [index[c] for c in p['channels']]
        k = p['conversions']; w = k + p['nulls']; total += k
        first[ids[0]] += k; last[ids[-1]] += k
        share = k / len(ids)
        for c in ids: linear[c] += share
        distinct = set(ids); share = k / len(distinct)
        for c in distinct: shapley[c] += share
        moves[n, ids[0]] += w
        for a, b in zip(ids, ids[1:]): moves[a, b] += w
        conversions[ids[-1]] += k
        for c in ids: departures[c] += w
    fundamental = np.linalg.inv(np.eye(n) - moves[:n] / departures[:, None])
    chance = fundamental @ (conversions / departures)
    visits = (moves[n] / moves[n].sum()) @ fundamental
    effect = visits / np.diag(fundamental) * chance
    markov = effect / effect.sum() * total
    return np.stack([first, last, linear, markov, shapley], axis=1).tolist()
`

const file = sharedFile('attribution/channelattribution_paths.csv')
if (file) {
  const paths = readPaths(file)
  checkPublished(paths)
  await compareWithNumpy(paths)
  await exponent({
    goal,
    what: 'all five rules',
    unit: 'paths',
    sizes: bySize({ small: [10_000, 30_000, 100_000], normal: [10_000, 100_000, 300_000], full: [10_000, 100_000, 1_000_000] }),
    prepare: (size) => {
      const replicated = Array.from({ length: size }, (_, i) => paths[i % paths.length])
      return () => attributePaths(replicated)
    },
    atMost: 1.05,
    rounds: 3,
  })
} else {
  skip(goal, 'published paths', 'shared/data/attribution is absent')
}
checkShapley()
await exponent({
  goal,
  what: 'Markov',
  unit: 'channels',
  sizes: bySize({ small: [100, 200, 400], normal: [150, 300, 600], full: [250, 500, 1_000] }),
  prepare: (channels) => {
    const paths = randomPaths(20 * channels, channels, seededRandom(channels))
    return () => attributePaths(paths)
  },
  atMost: 3,
  rounds: 3,
})

function checkPublished(paths: Path[]): void {
  const { channels } = attributePaths(paths)
  for (const [channel, published] of [['alpha', 5_344.95], ['beta', 2_527.35]] as const) {
    const ours = channels.find((row) => row.channel === channel)?.markov ?? NaN
    score({ goal, what: `Markov, ${channel}, of 19,785 conversions`, against: 'published', ours, peer: published, n: paths.length, unit: 'conversions', target: { within: 0.005 } })
  }
}

async function compareWithNumpy(paths: Path[]): Promise<void> {
  const python = findPython(['numpy'])
  if (!python) return skip(goal, 'speed against NumPy', 'no Python with numpy')
  await compare({
    goal,
    what: 'all five rules',
    against: python.versions,
    n: paths.length,
    unit: 'paths per CPU-s',
    target: { ratioAtLeast: 2 },
    ours: () => attributePaths(paths).channels,
    peer: () => python.run<number[][]>(peer, paths),
    differs: (ours, theirs) => {
      const worst = Math.max(...ours.flatMap((row, i) => rules.map((rule, j) => Math.abs(row[rule] - theirs[i][j]))))
      return worst < 1e-6 ? undefined : `by ${worst} conversions`
    },
    rounds: 7,
  })
}

function checkShapley(): void {
  const paths = randomPaths(400, 12, seededRandom(12))
  const names = [...new Set(paths.flatMap(({ channels }) => channels))]
  const enumerated = shapleyByEnumeration(paths, names)
  const { channels } = attributePaths(paths)
  const worst = Math.max(...channels.map((row: ChannelCredit) => Math.abs(row.shapley - enumerated[names.indexOf(row.channel)])))
  score({ goal, what: 'Shapley, largest difference', against: `all 2^${names.length} coalitions`, ours: worst, peer: 0, n: paths.length, unit: 'conversions', target: { within: 1e-9 } })
}

/** Marginal contributions over every coalition, with worths by the subset-sum transform. */
function shapleyByEnumeration(paths: Path[], names: string[]): number[] {
  const n = names.length
  const worth = new Float64Array(2 ** n)
  for (const { channels, conversions } of paths) worth[channels.reduce((mask, name) => mask | (1 << names.indexOf(name)), 0)] += conversions
  for (let bit = 0; bit < n; bit++) for (let mask = 0; mask < 2 ** n; mask++) if (mask & (1 << bit)) worth[mask] += worth[mask ^ (1 << bit)]
  const factorials = Array.from({ length: n + 1 }, () => 1)
  for (let i = 2; i <= n; i++) factorials[i] = factorials[i - 1] * i
  return names.map((_, bit) => {
    let value = 0
    for (let mask = 0; mask < 2 ** n; mask++) {
      if (mask & (1 << bit)) continue
      const size = mask.toString(2).replaceAll('0', '').length
      value += ((factorials[size] * factorials[n - size - 1]) / factorials[n]) * (worth[mask | (1 << bit)] - worth[mask])
    }
    return value
  })
}

function randomPaths(count: number, channels: number, random: () => number): Path[] {
  return Array.from({ length: count }, () => ({
    channels: Array.from({ length: 1 + Math.floor(6 * random()) }, () => `channel ${Math.floor(channels * random() ** 2)}`),
    conversions: Math.floor(3 * random()),
    value: 0,
    nulls: Math.floor(10 * random()),
  }))
}

function readPaths(name: string): Path[] {
  return readFileSync(name, 'utf8').trimEnd().split(/\r?\n/).slice(1).map((line) => {
    const [path = '', conversions, value, nulls] = line.replaceAll('"', '').split(',')
    return { channels: path.split(' > '), conversions: Number(conversions), value: Number(value), nulls: Number(nulls) }
  })
}
