import { associationRules } from '../../server/src/models/recommendation/association-rules.ts'
import { learnBuyAgain } from '../../server/src/models/recommendation/buy-again.ts'
import { learnColdStart } from '../../server/src/models/recommendation/cold-start.ts'
import { basketOf, collectInteractions, type Interactions, type Purchase } from '../../server/src/models/recommendation/interactions.ts'
import { fitRecommender, recommendItems, type RecommenderOptions } from '../../server/src/models/recommendation/recommender.ts'
import { generate, names, rows, scatter, type HostileCase } from './case.ts'

const ids = names(1_000_000, 'x')
const purchases = (users: number, items: number) => collectInteractions(generate(rows, (i): Purchase => ({ user: ids[scatter(i, users)], item: ids[scatter(i * 13, items)], day: scatter(i * 7, 700) })))

function recommend(interactions: Interactions, options: RecommenderOptions): unknown {
  const recommender = fitRecommender(interactions, options)
  return [recommender.base.model, recommendItems(recommender, basketOf([0, 1], 700))]
}

export const recommendationCases: Record<string, HostileCase> = {
  'recommender chosen, all rows': { seconds: 600, run: () => recommend(purchases(500_000, 20_000), {}) },
  'recommender, as many items as it takes': { seconds: 600, run: () => recommend(purchases(1_000_000, 200_000), { repeat: true }) },
  'recommender, a million items': { seconds: 600, run: () => recommend(purchases(1_000_000, 1_000_000), { repeat: true }) },
  'recommender, 1,000 people who bought everything': { seconds: 600, run: () => recommend(purchases(1_000, 10_000), {}) },
  'recommender, one person bought everything': { seconds: 300, run: () => recommend(purchases(1, 1_000_000), {}) },
  'recommender, everybody bought one thing': { seconds: 300, run: () => recommend(purchases(1_000_000, 1), {}) },
  'EASE, 100,000 items': { seconds: 600, run: () => recommend(purchases(200_000, 100_000), { model: 'ease' }) },
  'neighbours, people with 10,000 items': { seconds: 600, run: () => recommend(purchases(1_000, 10_000), { model: 'itemknn' }) },
  'popularity, dates over five thousand years': { seconds: 120, run: () => recommend(collectInteractions(generate(rows, (i) => ({ user: ids[scatter(i, 1_000)], item: ids[scatter(i, 5_000)], day: (scatter(i, 2) === 0 ? -1 : 1) * scatter(i, 1e9) }))), { model: 'popularity' }) },
  'buy again, all rows': { seconds: 120, run: () => learnBuyAgain(purchases(500_000, 20_000), { sector: 'food', today: 700 }).rebuyShare.length },
  'cold start, full baskets': { seconds: 120, run: () => learnColdStart(names(2_000, 'x').map((id) => ({ id, category: id })), Array.from({ length: 5_000 }, (_, day) => ({ items: names(2_000, 'x'), day }))).status },
  'cold start, all rows': { seconds: 120, run: () => learnColdStart(names(2_000, 'x').map((id, i) => ({ id, category: `k${i % 9}` })), Array.from({ length: rows / 5 }, (_, i) => ({ items: [0, 1, 2, 3, 4].map((k) => ids[scatter(i * 5 + k, 2_000)]), day: i % 700 }))).status },
  'rules, all rows': { seconds: 120, run: () => associationRules(generate(rows / 4, (i) => [0, 1, 2, 3].map((k) => ids[scatter(i * 4 + k, 500)])), { support: 0.001, confidence: 0.01 }).rules.length },
  'rules, one basket of 5,000 items': { seconds: 120, run: () => associationRules([names(5_000, 'x')], { support: 0.5, confidence: 0 }).rules.length },
  'rules, 100,000 items that nobody buys twice': { seconds: 120, run: () => associationRules(generate(100_000, (i) => [ids[i]]), { support: 1e-9, confidence: 0 }).rules.length },
  'rules, 40 baskets of 100 items each': { seconds: 120, run: () => associationRules(generate(40, (b) => names(100, 'x').filter((_, i) => i !== b)), { support: 0.1, confidence: 0 }).rules.length },
}
