/** Trains the emotion model that ships, writes it, and prints the figures of docs/models/emotion.md. */
import { writeFileSync } from 'node:fs'
import { loadClassifier, saveClassifier } from '../../server/src/models/language/classifier-file.ts'
import { trainSentiment, withFeelings } from '../../server/src/models/language/sentiment.ts'
import { emot, prdect } from './corpora.ts'
import { productFold, report, reportPredictions } from './figures.ts'

const tweets = emot('train')
const reviews = prdect('Emotion')

const file = saveClassifier(trainSentiment([...tweets, ...reviews]))
writeFileSync(new URL('../../server/src/models/language/pretrained/emotion.model', import.meta.url), file)
console.log(`${tweets.length + reviews.length} rows, ${Math.round(file.length / 1024)} KiB\n`)
report('EmoT valid', withFeelings(loadClassifier(file)), emot('valid'))
report('EmoT valid, trained on EmoT only', trainSentiment(tweets), emot('valid'))

const predicted = new Array<string>(reviews.length)
for (let fold = 0; fold < 4; fold++) {
  const classifier = trainSentiment([...tweets, ...reviews.filter(({ product }) => productFold(product) !== fold)])
  for (const [i, { text, product }] of reviews.entries()) {
    if (productFold(product) === fold) predicted[i] = classifier.predict(text).label
  }
}
reportPredictions(
  'PRDECT-ID, 4 folds by product',
  reviews.map(({ label }) => label),
  predicted,
)
