import { describe, expect, test } from 'vitest'
import { seededRandom } from '../randomness/seeded-random.ts'
import { easeInWorker, fitRecommenderInWorker } from '../background/fits.ts'
import { ease, easeScorer } from './ease.ts'
import { basketOf, boughtBy, collectInteractions, type Interactions } from './interactions.ts'
import { itemKnn, itemKnnScorer } from './item-knn.ts'
import { popularity, trendFactor } from './popularity.ts'
import { fitRecommender, recommendItems } from './recommender.ts'
import { aMarket } from './testing.ts'

const market = (users: number, items: number, purchases: number) =>
  collectInteractions(aMarket({ users, items, purchases, random: seededRandom(5) }))

/** The dense 0/1 matrix, row-major. */
function dense({ users, items, rowStart, item }: Interactions): number[][] {
  return users.map((_, u) => {
    const row = new Array<number>(items.length).fill(0)
    for (let p = rowStart[u]; p < rowStart[u + 1]; p++) row[item[p]] = 1
    return row
  })
}

describe('EASE', () => {
  test('each column is the ridge regression of that item on all others, solved the plain way', () => {
    const interactions = market(60, 12, 300)
    const x = dense(interactions)
    const { items, weights } = ease(interactions, { lambda: 3 })
    expect([...items]).toEqual([...interactions.items.keys()])
    for (const j of [0, 5, 11]) {
      const others = [...items].filter((i) => i !== j)
      const normal = others.map((a) => others.map((b) => x.reduce((sum, row) => sum + row[a] * row[b], a === b ? 3 : 0)))
      const solution = gaussian(normal, others.map((a) => x.reduce((sum, row) => sum + row[a] * row[j], 0)))
      others.forEach((i, at) => expect(weights[i * 12 + j]).toBeCloseTo(solution[at], 9))
      expect(weights[j * 12 + j]).toBe(0)
    }
  })

  test('scores are the matrix product X·B', () => {
    const interactions = market(40, 15, 200)
    const model = ease(interactions, { lambda: 10 })
    const scores = new Float64Array(15)
    dense(interactions).forEach((row, u) => {
      easeScorer(model, 15)(boughtBy(interactions, u), scores)
      scores.forEach((score, j) => expect(score).toBeCloseTo(row.reduce((sum, owned, i) => sum + owned * model.weights[i * 15 + j], 0), 10))
    })
  })

  test('learns only as many items as it may, the most bought ones', () => {
    const interactions = market(50, 30, 300)
    const model = ease(interactions, { lambda: 10, maxItems: 8 })
    expect(model.items).toHaveLength(8)
    expect(model.weights).toHaveLength(64)
  })

  test('runs in a worker with the same result, reporting progress', async () => {
    const interactions = market(80, 60, 500)
    const shares: number[] = []
    const model = await easeInWorker([interactions, { lambda: 5 }], { onProgress: (share) => shares.push(share) })
    expect(model).toEqual(ease(interactions, { lambda: 5 }))
    expect(shares.at(-1)).toBe(1)
  })

  test('refuses a penalty that is none', () => {
    for (const lambda of [0, -1, NaN, Infinity]) expect(() => ease(market(5, 5, 20), { lambda })).toThrow(RangeError)
  })
})

test('item neighbours agree with the formula, pair by pair', () => {
  const interactions = market(60, 12, 300)
  const x = dense(interactions)
  const scorer = itemKnnScorer(itemKnn(interactions, { neighbours: 11, shrink: 4 }))
  const scores = new Float64Array(12)
  scorer(basketOf([3], 0), scores)
  const together = (i: number, j: number) => x.reduce((sum, row) => sum + row[i] * row[j], 0)
  scores.forEach((score, j) => {
    expect(score).toBeCloseTo(j === 3 ? 0 : together(3, j) / (Math.sqrt(together(3, 3) * together(j, j)) + 4), 12)
  })
})

test('an item keeps its nearest neighbours only', () => {
  const interactions = market(60, 12, 300)
  const all = itemKnn(interactions, { neighbours: 11 })
  const few = itemKnn(interactions, { neighbours: 2 })
  const into = (model: typeof all, j: number) => [...model.similarity].filter((_, e) => model.item[e] === j).sort((a, b) => b - a)
  for (let j = 0; j < 12; j++) expect(into(few, j)).toEqual(into(all, j).slice(0, 2))
})

test('popularity halves with every half-life, and a steady item has no trend', () => {
  const sold = (item: string, ages: number[]) => ages.map((age, i) => ({ user: `${item}${i}`, item, day: 1_000 - age }))
  const interactions = collectInteractions([...sold('old', [0, 30, 60]), ...sold('new', [0, 0, 0, 0])])
  const score = popularity(interactions, 30)
  expect(score[interactions.items.indexOf('old')]).toBeCloseTo(1.75, 12)
  expect(score[interactions.items.indexOf('new')]).toBe(4)
  const [rising, falling] = trendFactor(interactions, { halfLifeDays: 30, exponent: 1 })
  expect(rising).toBeGreaterThan(1)
  expect(falling).toBeLessThan(1)
  expect([...trendFactor(interactions, { halfLifeDays: 30, exponent: 0 })]).toEqual([1, 1])
})

describe('fitRecommender', () => {
  const interactions = market(300, 80, 4_000)

  test('chooses by validation, beats popularity there, and never offers what is owned or excluded', () => {
    const recommender = fitRecommender(interactions)
    expect(recommender.validation?.ndcg).toBeGreaterThan(recommender.validation?.popularityNdcg ?? 1)
    const bought = boughtBy(interactions, 7)
    const offered = recommendItems(recommender, bought, { k: 20, exclude: [1, 2] })
    expect(offered).toHaveLength(20)
    for (const i of offered) expect([...bought.item, 1, 2]).not.toContain(i)
  })

  test('is deterministic, and the same in a worker', async () => {
    const small = market(80, 30, 700)
    expect(await fitRecommenderInWorker([small, { model: 'auto' }])).toEqual(fitRecommender(small))
  })

  test.each(['ease', 'itemknn', 'popularity'] as const)('gives %s when asked for it', (model) => {
    const recommender = fitRecommender(interactions, { model, repeat: true })
    expect(recommender.base.model).toBe(model)
    expect(recommendItems(recommender, basketOf([1, 2], interactions.now), { k: 3 })).toHaveLength(3)
  })

  test('refuses more items than it can validate on', () => {
    const many = collectInteractions(Array.from({ length: 200_001 }, (_, i) => ({ user: 'u', item: `i${i}`, day: 1 })))
    for (const model of ['auto', 'ease', 'itemknn', 'popularity'] as const) {
      expect(() => fitRecommender(many, { model })).toThrow(expect.objectContaining({ code: 'recommendation.too_many_items' }))
    }
  })

  test('answers for shops of any smallness', () => {
    const one = { user: 'u', item: 'i', day: 1 }
    for (const purchases of [[], [one], [one, one], [one, { ...one, item: 'j' }], Array.from({ length: 50 }, (_, i) => ({ ...one, user: `u${i}` }))]) {
      for (const model of ['auto', 'ease', 'itemknn', 'popularity'] as const) {
        const tiny = collectInteractions(purchases)
        const recommender = fitRecommender(tiny, { model })
        const offered = recommendItems(recommender, basketOf([], 1), { k: 5 })
        expect(offered.length).toBeLessThanOrEqual(tiny.items.length)
      }
    }
  })
})

function gaussian(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]])
  rows.forEach((pivot, k) => {
    rows.forEach((row, i) => {
      if (i === k) return
      const factor = row[k] / pivot[k]
      for (let j = k; j < row.length; j++) row[j] -= factor * pivot[j]
    })
  })
  return rows.map((row, i) => row[rows.length] / row[i])
}
