/**
 * G4: sentiment and emotion. Ours and every peer learn from the same rows and are scored on the same rows; folds keep a
 * product, or a sentence in its translations, on one side. SmSA's published test is not here: its off-topic re-split
 * (scripts/train/smsa-resplit.ts) imitates it.
 */
import { pretrainedSentiment } from '../server/src/models/language/pretrained.ts'
import { trainSentiment } from '../server/src/models/language/sentiment.ts'
import type { Example } from '../server/src/models/language/classifier.ts'
import { fasttext, sklearn, wink } from './classification-peers.ts'
import { bySize, exponent, median, score, sharedFile, skip } from './harness.ts'
import { comparedF1, macroF1 } from './label-scores.ts'

const goal = 'G4'
const peers = [
  { peer: fasttext, atLeast: 0.03 },
  { peer: wink, atLeast: 0.12 },
  { peer: sklearn, atLeast: 0 },
]

interface Split {
  train: Example[]
  test: Example[]
}

if (sharedFile('language/indonlu') && sharedFile('language/nusax') && sharedFile('reviews/prdect_id.csv')) {
  await measureAll()
} else {
  skip(goal, 'sentiment and emotion', 'shared/data/language or reviews is absent')
}

async function measureAll(): Promise<void> {
  // Loaded here because they need the data sets.
  const { emot, nusax, prdect, smsa } = await import('../scripts/train/corpora.ts')
  const { productFold } = await import('../scripts/train/figures.ts')
  const { smsaResplit } = await import('../scripts/train/smsa-resplit.ts')
  await compareAll('sentiment, SmSA valid', [{ train: smsa('train'), test: smsa('valid') }])
  await compareAll('sentiment, SmSA off-topic re-split', smsaResplit(4).slice(0, bySize({ small: 1, normal: 2, full: 4 })), { level: 0.768, as: 'published level of the goal, aim .80' })
  await compareAll('emotion, EmoT valid', [{ train: emot('train'), test: emot('valid') }], { level: 0.704, as: 'published level' })
  const indonesian = [...nusax('indonesian', 'train'), ...nusax('indonesian', 'valid')]
  const javanese = [...nusax('javanese', 'train'), ...nusax('javanese', 'valid')]
  await compareAll('sentiment, NusaX Indonesian, 5 folds', folds(indonesian, 5, (_, i) => i % 5), { level: 0.744, as: 'published level' })
  await compareAll('sentiment, NusaX Javanese, 5 folds', folds(javanese, 5, (_, i) => i % 5), { level: 0.74, as: 'published level' })
  const reviews = { sentiment: prdect('Sentiment'), emotion: prdect('Emotion') }
  await compareAll('sentiment, PRDECT-ID, 4 folds by product', folds(reviews.sentiment, 4, ({ product }) => productFold(product)))
  await compareAll('emotion, PRDECT-ID, 4 folds by product', folds(reviews.emotion, 4, ({ product }) => productFold(product)))
  measureSpeed(smsa('valid'))
  const rows = smsa('train')
  await exponent({
    goal,
    what: 'train',
    unit: 'texts',
    // Above 4,000 texts n-grams that occur once are left out, so sizes on one side of it are compared.
    sizes: bySize({ small: [800, 1_600, 3_200], normal: [1_000, 2_000, 3_900], full: [4_000, 6_500, 11_000] }),
    prepare: (size) => () => trainSentiment(rows.slice(0, size)),
    atMost: 1.05,
    rounds: 3,
  })
}

/** Scores of all rows that some split tests, against every peer and against a level. */
async function compareAll(what: string, splits: readonly Split[], goalLevel?: { level: number; as: string }): Promise<void> {
  const expected = splits.flatMap(({ test }) => test.map(({ label }) => label))
  const ours = splits.flatMap(({ train, test }) => {
    const { predict } = trainSentiment(train)
    return test.map(({ text }) => predict(text).label)
  })
  const claim = { goal, what, n: expected.length, unit: 'macro-F1' }
  if (goalLevel) {
    score({ ...claim, against: goalLevel.as, ours: macroF1(expected, ours), peer: goalLevel.level, target: { atLeast: goalLevel.level } })
  }
  for (const { peer, atLeast } of peers) {
    if (peer.missing) {
      skip(goal, `${what}, ${peer.name}`, peer.missing)
      continue
    }
    const predicted: string[] = []
    for (const { train, test } of splits) predicted.push(...(await (await peer.learn(train)).predict(test.map(({ text }) => text))))
    score({ ...claim, against: peer.name, target: { differenceAtLeast: atLeast }, ...comparedF1({ expected, ours, peer: predicted }) })
  }
}

function folds<T extends Example>(rows: readonly T[], count: number, foldOf: (row: T, index: number) => number): Split[] {
  return Array.from({ length: count }, (_, fold) => ({
    train: rows.filter((row, i) => foldOf(row, i) !== fold),
    test: rows.filter((row, i) => foldOf(row, i) === fold),
  }))
}

function measureSpeed(rows: readonly Example[]): void {
  const { predict } = pretrainedSentiment()
  const perSecond = Array.from({ length: 6 }, () => {
    const start = process.cpuUsage()
    for (const { text } of rows) predict(text)
    const { user, system } = process.cpuUsage(start)
    return rows.length / ((user + system) / 1e6)
  })
  score({ goal, what: 'predict with the shipped model', against: '1 ms a message', ours: median(perSecond.slice(1)), peer: 1000, n: rows.length, unit: 'messages/CPU-s', target: { atLeast: 1000 } })
}
