/** G8: recommender speed: the inverse, training and ranking beside NumPy on one thread, and neighbours at 100,000 × 10,000. */
import { invertPositiveDefinite } from '../server/src/models/linear-algebra/invert.ts'
import { ease, easeScorer, type EaseModel } from '../server/src/models/recommendation/ease.ts'
import { boughtBy, collectInteractions, type Interactions } from '../server/src/models/recommendation/interactions.ts'
import { itemKnn, itemKnnScorer } from '../server/src/models/recommendation/item-knn.ts'
import { rankingQuality, topItems, type Scorer } from '../server/src/models/recommendation/ranking.ts'
import { bySize, compare, exponent, score, seededRandom, skip } from './harness.ts'
import { makePurchases } from './purchases-data.ts'
import { findPython } from './subprocess.ts'

const goal = 'G8'
const users = bySize({ small: 2_000, normal: 10_000, full: 10_000 })

const numpyEase = `
import numpy as np, time
def matrix(data):
    X = np.zeros((data['users'], data['items'])); X[data['u'], data['i']] = 1
    return X
def ease(X):
    P = np.linalg.inv(X.T @ X + 100 * np.eye(X.shape[1])); B = -P / np.diag(P); np.fill_diagonal(B, 0)
    return B
`

const numpyRank = `
def run(data):
    X = matrix(data); B = ease(X); tops = []
    cpu = time.process_time(); wall = time.perf_counter()
    for start in range(0, len(X), 1000):
        part = X[start:start + 1000]; S = part @ B; S[part > 0] = -np.inf
        top = np.argpartition(-S, 20, axis=1)[:, :20]
        order = np.argsort(-np.take_along_axis(S, top, 1), axis=1, kind='stable')
        tops.append(np.take_along_axis(top, order, 1))
    return {'cpu': time.process_time() - cpu, 'wall': time.perf_counter() - wall, 'tops': np.concatenate(tops).tolist()}
`

await compareInverse(bySize({ small: 400, normal: 1_000, full: 1_000 }))
await compareWithNumpy()
measureNeighbours()
await exponent({
  goal, what: 'EASE', unit: 'items', atMost: 3, rounds: 2, sizes: bySize({ small: [300, 600, 1_200], normal: [500, 1_000, 2_000], full: [500, 1_000, 2_000] }),
  prepare: (items) => {
    const interactions = collectInteractions(makePurchases(4 * items, items, 20, 8))
    return () => ease(interactions, { lambda: 100 })
  },
})
await exponent({
  goal, what: 'item neighbours', unit: 'items, with ten users for each', atMost: 1.2, rounds: 2, sizes: [1_000, 3_000, 10_000],
  prepare: (items) => {
    const interactions = collectInteractions(makePurchases(10 * items, items, 12, 8))
    return () => itemKnn(interactions)
  },
})
await exponent({
  goal, what: 'item neighbours', unit: 'users', atMost: 1.05, rounds: 2, sizes: [10_000, 30_000, 100_000],
  prepare: (size) => {
    const interactions = collectInteractions(makePurchases(size, 1_000, 12, 8))
    return () => itemKnn(interactions)
  },
})

async function compareInverse(n: number): Promise<void> {
  const random = seededRandom(3)
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[j * n + i] = random() - 0.5
    matrix[i * n + i] = n
  }
  await compare({
    goal, what: `inverse of a symmetric matrix, ${n} items`, against: 'naive Gauss–Jordan', n: 1, unit: 'inverses per CPU-second', target: { ratioAtLeast: 5 }, rounds: 3,
    ours: () => invertPositiveDefinite(matrix.slice(), n),
    peer: () => gaussJordan(matrix.slice(), n),
    differs: (ours, theirs) => (ours.some((value, at) => Math.abs(value - (theirs[at] ?? NaN)) > 1e-9) ? 'inverses differ' : undefined),
  })
}

async function compareWithNumpy(): Promise<void> {
  const python = findPython(['numpy'])
  if (!python) return skip(goal, 'training and ranking', 'Python with numpy is absent')
  const interactions = collectInteractions(makePurchases(users, 1_000, 20, 8))
  const items = interactions.items.length
  const pairs = { u: [] as number[], i: [...interactions.item], users, items }
  for (let u = 0; u < users; u++) for (let p = interactions.rowStart[u] ?? 0; p < (interactions.rowStart[u + 1] ?? 0); p++) pairs.u.push(u)
  let model: EaseModel | undefined
  await compare({
    goal, what: `EASE training, ${users} × ${items}`, against: python.versions, n: 1, unit: 'fits per CPU-second', target: { ratioAtLeast: 1 / 1.3 }, rounds: 3,
    ours: () => {
      model = ease(interactions, { lambda: 100 })
      return model.weights[1] ?? NaN
    },
    peer: () => python.run<number>(`${numpyEase}\ndef run(data): return float(ease(matrix(data))[0, 1])`, pairs),
    differs: (ours, theirs) => (Math.abs(ours - theirs) < 1e-9 ? undefined : `weights ${ours} and ${theirs}`),
  })
  const fitted = model ?? ease(interactions, { lambda: 100 })
  await compare({
    goal, what: `score and rank the top 20, ${users} users`, against: python.versions, n: users, unit: 'users per CPU-second', target: { ratioAtLeast: 1.2 }, rounds: 3,
    ours: () => rankAll(interactions, easeScorer(fitted, items)),
    peer: () => {
      // Only the ranking is timed: the model is learnt before the clock starts.
      const used = python.run<{ tops: number[][]; cpu: number; wall: number }>(`${numpyEase}${numpyRank}`, pairs)
      return { answer: used.answer.tops, cpuSeconds: used.answer.cpu, wallSeconds: used.answer.wall }
    },
    // Rounding may swap two items of nearly the same score.
    differs: (ours, theirs) => {
      const same = ours.filter((top, u) => [...top].sort().join() === theirs[u]?.toSorted().join()).length
      return same >= 0.999 * users ? undefined : `${users - same} users get other items`
    },
  })
}

function measureNeighbours(): void {
  const size = bySize({ small: [10_000, 2_000], normal: [100_000, 10_000], full: [100_000, 10_000] })
  const [manyUsers = 0, manyItems = 0] = size
  const interactions = collectInteractions(makePurchases(manyUsers, manyItems, 12, 9))
  const started = process.cpuUsage()
  const model = itemKnn(interactions)
  const { user, system } = process.cpuUsage(started)
  score({ goal, what: `item neighbours, ${manyUsers} × ${manyItems}`, against: 'limit', ours: (user + system) / 1e6, peer: 10, n: interactions.item.length, unit: 'CPU-seconds', target: { atMost: 10 } })
  void model

  // Quality is compared where EASE can be learnt: one item of every user is hidden.
  const hidden = hideOne(collectInteractions(makePurchases(bySize({ small: 3_000, normal: 10_000, full: 10_000 }), 1_000, 20, 10)))
  const near = quality(hidden, itemKnnScorer(itemKnn(hidden.known)))
  const linear = quality(hidden, easeScorer(ease(hidden.known, { lambda: 200 }), hidden.known.items.length))
  score({ goal, what: 'neighbours beside EASE, one item hidden', against: 'EASE', ours: near, peer: linear, n: hidden.answers.length, unit: 'nDCG@10', target: { ratioAtLeast: 0.85 } })
}

function hideOne(all: Interactions): { known: Interactions; answers: number[] } {
  const random = seededRandom(12)
  const answers: number[] = []
  const rows = all.users.map((_, u) => {
    const items = [...boughtBy(all, u).item]
    answers.push(items.splice(Math.floor(random() * items.length), 1)[0] ?? 0)
    return items
  })
  const item = Int32Array.from(rows.flat())
  const rowStart = new Int32Array(rows.length + 1)
  rows.forEach((items, u) => (rowStart[u + 1] = (rowStart[u] ?? 0) + items.length))
  return { known: { ...all, rowStart, item, dayStart: Int32Array.from({ length: item.length + 1 }, (_, p) => p), day: new Int32Array(item.length) }, answers }
}

function quality({ known, answers }: { known: Interactions; answers: number[] }, scorer: Scorer): number {
  const scores = new Float64Array(known.items.length)
  const sum = answers.reduce((total, answer, u) => {
    const bought = boughtBy(known, u)
    scorer(bought, scores)
    for (const i of bought.item) scores[i] = -Infinity
    return total + rankingQuality(topItems(scores, 10), new Set([answer]), 10).ndcg
  }, 0)
  return sum / answers.length
}

function rankAll(interactions: Interactions, scorer: Scorer): Int32Array[] {
  const scores = new Float64Array(interactions.items.length)
  return interactions.users.map((_, u) => {
    const bought = boughtBy(interactions, u)
    scorer(bought, scores)
    for (const i of bought.item) scores[i] = -Infinity
    return topItems(scores, 20)
  })
}

/** The inverse as one would write it down. */
function gaussJordan(a: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n)
  for (let i = 0; i < n; i++) inverse[i * n + i] = 1
  for (let k = 0; k < n; k++) {
    const pivot = 1 / (a[k * n + k] ?? NaN)
    for (let j = 0; j < n; j++) {
      a[k * n + j]! *= pivot
      inverse[k * n + j]! *= pivot
    }
    for (let i = 0; i < n; i++) {
      if (i === k) continue
      const factor = a[i * n + k] ?? NaN
      for (let j = 0; j < n; j++) {
        a[i * n + j]! -= factor * (a[k * n + j] ?? NaN)
        inverse[i * n + j]! -= factor * (inverse[k * n + j] ?? NaN)
      }
    }
  }
  return inverse
}
