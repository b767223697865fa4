import { boughtBy, collectInteractions, type Interactions, type Purchase } from '#models/recommendation/interactions'
import { meanQuality, rankingQuality, topItems, type RankingQuality } from '#models/recommendation/ranking'
import { fitRecommender, recommenderScorer, type Recommender, type RecommenderOptions } from '#models/recommendation/recommender'
import { dayOf } from '../days.ts'
import { parseOptions, required } from '../options.ts'
import { readTable, type Row } from '../tables.ts'
import { UsageError, type EvaluateTask } from '../task.ts'

/** `evaluate recommend`: ranks items for the users of a test file, knowing the rows of a training file only. */
export const task: EvaluateTask = {
  usage: 'recommend --train FILE --test FILE [--k 10] [--repeat] [--model auto|ease|itemknn|popularity]',
  run: (args) => recommend(args),
}

async function recommend(args: string[]): Promise<object> {
  const { values } = parseOptions(args, {
    train: { type: 'string' },
    test: { type: 'string' },
    k: { type: 'string', default: '10' },
    repeat: { type: 'boolean', default: false },
    model: { type: 'string', default: 'auto' },
  })
  const trainFile = required(values.train, 'train')
  const testFile = required(values.test, 'test')
  const k = Number(values.k)
  if (!Number.isInteger(k) || k < 1 || k > 10_000) throw new UsageError(`--k harus bilangan bulat 1 sampai 10000, bukan ${values.k}`)
  if (!isChoice(values.model)) throw new UsageError(`Model tidak dikenal: ${values.model}`)
  const train = collectInteractions(await purchases(trainFile))
  const { relevant, coldUsers } = relevantItems(train, await purchases(testFile), values.repeat)

  const started = performance.now()
  const recommender = fitRecommender(train, { model: values.model, repeat: values.repeat, k })
  const trained = performance.now()
  const quality = rank(recommender, train, relevant, k)
  const ended = performance.now()
  return {
    model: recommender.base.model,
    k,
    users: relevant.size,
    items: train.items.length,
    ...(meanQuality(quality) ?? { ndcg: null, recall: null, recallCapped: null, hitRate: null, map: null }),
    coldUsers,
    trainSeconds: (trained - started) / 1000,
    predictSeconds: (ended - trained) / 1000,
    settings: { ...recommender.blend.settings, lambda: recommender.base.model === 'ease' ? recommender.base.lambda : null },
    validation: recommender.validation ?? null,
  }
}

/** What each user known from training bought later, among the items to be ranked; users left with none are not scored. */
function relevantItems(train: Interactions, test: Purchase[], repeat: boolean) {
  const userIndex = new Map(train.users.map((id, u) => [id, u] as const))
  const itemIndex = new Map(train.items.map((id, i) => [id, i] as const))
  const owned = new Map<number, Set<number>>()
  const relevant = new Map<number, Set<number>>()
  const cold = new Set<string>()
  for (const { user, item } of test) {
    const u = userIndex.get(user)
    const i = itemIndex.get(item)
    if (u === undefined) cold.add(user)
    if (u === undefined || i === undefined) continue
    if (!owned.has(u)) owned.set(u, new Set(repeat ? [] : boughtBy(train, u).item))
    if (owned.get(u)?.has(i)) continue
    const items = relevant.get(u)
    if (items) items.add(i)
    else relevant.set(u, new Set([i]))
  }
  return { relevant, coldUsers: cold.size }
}

function rank(recommender: Recommender, train: Interactions, relevant: Map<number, Set<number>>, k: number): RankingQuality[] {
  const scorer = recommenderScorer(recommender)
  const scores = new Float64Array(train.items.length)
  return Array.from(relevant, ([u, items]) => {
    const bought = boughtBy(train, u)
    scorer(bought, scores)
    if (!recommender.repeat) for (const i of bought.item) scores[i] = -Infinity
    return rankingQuality(topItems(scores, k), items, k)
  })
}

const isChoice = (value: string): value is NonNullable<RecommenderOptions['model']> =>
  ['auto', 'ease', 'itemknn', 'popularity'].includes(value)

/** Rows without a user or an item say nothing about who bought what. */
async function purchases(file: string): Promise<Purchase[]> {
  const rows = await readTable(file, ['user', 'item', 'timestamp'])
  return rows.flatMap((row: Row, index) => {
    const user = row.user.trim()
    const item = row.item?.trim() ?? ''
    if (user === '' || item === '') return []
    const day = dayOf(row.timestamp ?? '')
    if (day === undefined) throw new UsageError(`${file}, baris ${index + 2}: tanggal tidak terbaca: "${row.timestamp}"`)
    return [{ user, item, day }]
  })
}
