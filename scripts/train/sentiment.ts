/** Trains the sentiment model that ships, writes it, and prints the figures of docs/models/sentiment.md. */
import { writeFileSync } from 'node:fs'
import { loadClassifier, saveClassifier } from '../../server/src/models/language/classifier-file.ts'
import { trainSentiment, withFeelings } from '../../server/src/models/language/sentiment.ts'
import { nusax, prdect, smsa, utteranceSentiments } from './corpora.ts'
import { productFold, report, reportPredictions } from './figures.ts'
import { smsaResplit } from './smsa-resplit.ts'

const languages = ['javanese', 'sundanese', 'english'] as const
// NusaX in Indonesian is left out: its sentences are partly those of SmSA, so it could not be scored any more.
const withoutReviews = [
  ...smsa('train'),
  ...languages.flatMap((language) => nusax(language, 'train')),
  ...utteranceSentiments('training'),
]
const reviews = prdect('Sentiment')

const file = saveClassifier(trainSentiment([...withoutReviews, ...reviews]))
writeFileSync(new URL('../../server/src/models/language/pretrained/sentiment.model', import.meta.url), file)
console.log(`${withoutReviews.length + reviews.length} rows, ${Math.round(file.length / 1024)} KiB\n`)

const shipped = withFeelings(loadClassifier(file))
report('SmSA valid', shipped, smsa('valid'))
reportOffTopic()
const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
const seen = new Set(smsa('train').map(({ text }) => letters(text)))
report(
  'NusaX Indonesian valid, without sentences of SmSA',
  shipped,
  nusax('indonesian', 'valid').filter(({ text }) => !seen.has(letters(text))),
)
for (const language of languages) report(`NusaX ${language} valid`, shipped, nusax(language, 'valid'))
report('shop messages, test part', shipped, utteranceSentiments('testing'))

const predicted = new Array<string>(reviews.length)
for (let fold = 0; fold < 4; fold++) {
  const held = reviews.keys().filter((i) => productFold(reviews[i].product) === fold)
  const classifier = trainSentiment([...withoutReviews, ...reviews.filter(({ product }) => productFold(product) !== fold)])
  for (const i of held) predicted[i] = classifier.predict(reviews[i].text).label
}
reportPredictions(
  'PRDECT-ID, 4 folds by product',
  reviews.map(({ label }) => label),
  predicted,
)

function reportOffTopic(): void {
  const expected: string[] = []
  const found: string[] = []
  for (const { train, test } of smsaResplit(4)) {
    const { predict } = trainSentiment(train)
    expected.push(...test.map(({ label }) => label))
    found.push(...test.map(({ text }) => predict(text).label))
  }
  reportPredictions('SmSA off-topic re-split, 4 folds, trained on SmSA only', expected, found)
}
