/**
 * G5: slang normaliser. Exact match on IndoCollex dev, which was not learnt (its author did read it: see the model
 * card), against the plain look-up of every pair we ship and against a consonant skeleton with a 31,000-word dictionary;
 * harm on news-like lines; no harm to sentiment as extra features; speed and growth.
 */
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { trainClassifier, type Classifier, type Example } from '../server/src/models/language/classifier.ts'
import { learnedForms, slangForms } from '../server/src/models/language/lexicon.ts'
import { extraForms, normaliseText, normaliseTokens } from '../server/src/models/language/normalise.ts'
import { benchSize, exponent, median, score, sharedFile, skip } from './harness.ts'
import { macroF1 } from './label-scores.ts'

const goal = 'G5'

const pairs = sharedFile('language/indo-collex/informal_to_formal/dev.csv')
if (pairs) measureExactMatch(pairs)
else skip(goal, 'exact match', 'shared/data/language/indo-collex is absent')
if (sharedFile('language/indonlu')) {
  // Loaded here because it needs the data sets.
  const { smsa } = await import('../scripts/train/corpora.ts')
  const texts = smsa('valid')
  measureHarm(texts)
  measureSpeed(texts.map(({ text }) => text))
  measureSentiment(smsa('train'), texts)
} else {
  skip(goal, 'harm, speed, sentiment', 'shared/data/language/indonlu is absent')
}
const unit = 'kak brp hrgnya yg ukrn xl, msh ada ngga? klo ada tlg krmin alamatny ya '
await exponent({
  goal,
  what: 'normalise 200 messages',
  unit: 'characters a message',
  sizes: [500, 2000, 8000],
  prepare: (size) => {
    const text = unit.repeat(Math.ceil(size / unit.length)).slice(0, size)
    return () => {
      for (let i = 0; i < 200; i++) normaliseText(text)
    }
  },
  atMost: 1,
})

function measureExactMatch(file: string): void {
  const rows: Record<string, string>[] = parse(readFileSync(file, 'utf8'), { columns: true, bom: true })
  const gold = rows.map((row) => ({ informal: row['transformed'].trim().toLowerCase(), formal: row['original-for'].trim().toLowerCase() }))
  const share = (normalise: (text: string) => string) => gold.filter(({ informal, formal }) => normalise(informal) === formal).length / gold.length
  const ours = share(normaliseText)
  const lookUp = new Map([...learnedForms(), ...slangForms()])
  score({ goal, what: 'exact match on IndoCollex dev', against: 'limit', ours, peer: 0.45, n: gold.length, unit: 'share', target: { atLeast: 0.45 } })
  score({ goal, what: 'exact match on IndoCollex dev', against: 'look-up of the same lexicon', ours, peer: share((text) => lookUp.get(text) ?? text), n: gold.length, unit: 'share', target: { differenceAtLeast: 0.05 } })
  const words = sharedFile('language/words/hunspell-id_ID.dic')
  if (words) {
    score({ goal, what: 'exact match on IndoCollex dev', against: 'consonant skeleton and hunspell-id', ours, peer: share(skeletonPeer(words)), n: gold.length, unit: 'share', target: { differenceAtLeast: 0.05 } })
  }
}

/** The usual baseline: the first dictionary word with the same consonants and the closest length. */
function skeletonPeer(file: string): (text: string) => string {
  const skeleton = (word: string) => word[0] + word.slice(1).replace(/[aiueo]/g, '').replace(/(.)\1+/g, '$1')
  const words = readFileSync(file, 'utf8').split('\n').map((line) => line.split('/')[0].trim().toLowerCase()).filter((word) => /^[a-z]{2,}$/.test(word))
  const known = new Set(words)
  const byKey = new Map<string, string>()
  for (const word of words.toSorted((a, b) => b.length - a.length)) byKey.set(skeleton(word), word)
  return (text) => (text.endsWith('2') ? `${text.slice(0, -1)}-${text.slice(0, -1)}` : known.has(text) || text.length < 2 ? text : (byKey.get(skeleton(text)) ?? text))
}

/** Words changed in neutral, news-like lines that were not counted for the vocabulary; some of those lines do hold slang. */
function measureHarm(texts: Example[]): void {
  const lexicon = new Map([...learnedForms(), ...slangForms()])
  const tokens = texts.filter(({ label }) => label === 'neutral').flatMap(({ text }) => normaliseTokens(text)).filter(({ kind }) => kind === 'word')
  const changed = tokens.filter(({ form, normal }) => form !== normal)
  const byRules = changed.filter(({ form }) => !lexicon.has(form))
  const claim = { goal, against: 'limit', peer: 0.01, n: tokens.length, unit: 'share', target: { atMost: 0.01 } }
  score({ ...claim, what: 'words of news-like lines changed by rules and Javanese', ours: byRules.length / tokens.length })
  score({ ...claim, what: 'words of news-like lines changed in all', ours: changed.length / tokens.length, note: 'slang that stands in these lines included: docs/models/normaliser.md' })
}

function measureSpeed(texts: string[]): void {
  let words = 0
  for (const text of texts) words += normaliseTokens(text).length
  const perSecond = Array.from({ length: 5 }, () => {
    const start = process.cpuUsage()
    for (const text of texts) normaliseTokens(text)
    return words / (process.cpuUsage(start).user / 1e6)
  })
  score({ goal, what: 'words normalised, warm', against: 'limit', ours: median(perSecond), peer: 100_000, n: words, unit: '1/CPU-s', target: { atLeast: 100_000 } })
}

/** The change of macro-F1 when the normal forms are given as extra features. */
function measureSentiment(train: Example[], test: Example[]): void {
  const rows = benchSize === 'small' ? train.filter((_, i) => i % 4 === 0) : train
  const plain = trainClassifier(rows)
  const withForms = trainClassifier(rows.map((row) => ({ ...row, features: extraForms(row.text) })))
  const expected = test.map(({ label }) => label)
  score({
    goal,
    what: 'SmSA valid macro-F1 with normal forms as extra features',
    against: 'without them',
    ours: macroF1(expected, predictions(withForms, test, extraForms)),
    peer: macroF1(expected, predictions(plain, test, () => [])),
    n: test.length,
    unit: 'macro-F1',
    target: { differenceAtLeast: -0.01 },
    note: 'one standard error is about 0.01',
  })
}

function predictions(classifier: Classifier, rows: readonly Example[], features: (text: string) => string[]): string[] {
  return rows.map(({ text }) => classifier.predict(text, features(text)).label)
}
