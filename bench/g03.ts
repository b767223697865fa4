/**
 * G3: what a customer wants. Learns from the assistant's training messages; scores messages written by other hands with
 * typos and mixed languages, and the first messages of shop chats. Every peer gets the same rows.
 */
import { readFileSync } from 'node:fs'
import { trainIntent } from '../server/src/models/language/intent.ts'
import { auroc } from '../server/src/models/language/classifier-scores.ts'
import { shuffle } from '../server/src/models/randomness/distributions.ts'
import type { Example } from '../server/src/models/language/classifier.ts'
import { fasttext, naturalBayes, nodeNlp, sklearn, wink } from './classification-peers.ts'
import { compare, exponent, median, score, seededRandom, sharedFile, skip } from './harness.ts'
import { comparedF1 } from './label-scores.ts'

const goal = 'G3'
const peers = [
  { peer: nodeNlp, atLeast: 0.02 },
  { peer: wink, atLeast: 0.05 },
  { peer: naturalBayes, atLeast: 0.1 },
  { peer: sklearn, atLeast: -0.005 },
  { peer: fasttext, atLeast: -0.01 },
]

// The files are ordered by label; a part of them must hold all labels.
const train = shuffle([...utterances('training/utterances.tsv'), ...utterances('training/situations.tsv')], seededRandom(3))
const test = utterances('testing/utterances.tsv')
const chats = shopChats()
const classifier = trainIntent(train)
const texts = test.map(({ text }) => text)
let pass = 0

for (const { peer, atLeast } of peers) {
  const what = 'intent of a message'
  if (peer.missing) {
    skip(goal, `${what}, ${peer.name}`, peer.missing)
    continue
  }
  const theirs = await peer.learn(train)
  const predicted = await theirs.predict([...texts, ...chats.map(({ text }) => text)])
  const claim = { goal, unit: 'macro-F1', against: peer.name, target: { differenceAtLeast: atLeast } }
  const expected = test.map(({ label }) => label)
  score({ ...claim, what, n: test.length, ...comparedF1({ expected, ours: texts.map(labelOf), peer: predicted.slice(0, test.length) }) })
  if (chats.length === 0) continue
  const accepted = (labels: readonly string[]) => chats.map(({ accepts }, i) => accepts.find((label) => label === labels[i]) ?? accepts[0])
  const ours = chats.map(({ text }) => labelOf(text))
  const peerLabels = predicted.slice(test.length)
  // A chat may have several right labels: each side is scored against the one it named, if it is among them.
  const right = (labels: readonly string[]) => accepted(labels).filter((label, i) => label === labels[i]).length / chats.length
  score({ ...claim, what: 'intent of shop chats, one message', unit: 'accuracy', n: chats.length, ours: right(ours), peer: right(peerLabels) })
}
if (chats.length === 0) skip(goal, 'intent of shop chats', 'shared/data/shops is absent')

await compare({
  goal,
  what: 'predict',
  against: nodeNlp.name,
  n: texts.length,
  unit: 'messages/CPU-s',
  target: { ratioAtLeast: 2 },
  ours: () => freshTexts().map(labelOf).length,
  peer: await (async () => {
    const { predict } = await nodeNlp.learn(train)
    return async () => (await predict(freshTexts())).length
  })(),
  differs: (ours, peer) => (ours === peer ? undefined : 'not as many labels'),
  note: 'no message twice: node-nlp keeps the words of every message it has seen',
})
score({ goal, what: 'predict', against: 'aim', ours: median(Array.from({ length: 5 }, perCpuSecond)), peer: 25_000, n: texts.length, unit: 'messages/CPU-s', target: { shownOnly: true } })

const withoutOther = trainIntent(train.filter(({ label }) => label !== 'other'))
const strangeness = (rows: Example[]) => rows.map(({ text }) => withoutOther.predict(text).outOfScope)
const outside = test.filter(({ label }) => label === 'other')
score({
  goal,
  what: 'messages outside all intents told by the out-of-scope score',
  against: 'chance',
  ours: auroc(strangeness(outside), strangeness(test.filter(({ label }) => label !== 'other'))),
  peer: 0.5,
  n: test.length,
  unit: 'AUROC',
  target: { shownOnly: true },
  note: `${outside.length} outside; trained without the label "other"`,
})

// Folds and the rarest n-grams are treated differently above 3,000 and 4,000 messages: all sizes lie on one side.
const sizes = [700, 1_000, 1_400, 2_000, 2_800]
await exponent({ goal, what: 'train', unit: 'messages', sizes, prepare: (size) => () => trainIntent(grown(size)), atMost: 1.05, rounds: 3 })
await exponent({
  goal,
  what: 'predict',
  unit: 'messages learnt',
  sizes,
  prepare: (size) => {
    const learnt = trainIntent(grown(size))
    return () => {
      for (let pass = 0; pass < 5; pass++) for (const text of texts) learnt.predict(text)
    }
  },
  atMost: 0.1,
})

function labelOf(text: string): string {
  return classifier.predict(text).label
}

function freshTexts(): string[] {
  pass++
  return texts.map((text) => `${text} ${pass}`)
}

function perCpuSecond(): number {
  const start = process.cpuUsage()
  for (let pass = 0; pass < 5; pass++) for (const text of texts) classifier.predict(text)
  const { user, system } = process.cpuUsage(start)
  return (5 * texts.length) / ((user + system) / 1e6)
}

/** More messages by joining two of one label: as many words again, no message twice. */
function grown(size: number): Example[] {
  const byLabel = Map.groupBy(train, ({ label }) => label)
  return Array.from({ length: size }, (_, i) => {
    const { text, label } = train[i % train.length]
    const others = byLabel.get(label) ?? []
    const round = Math.floor(i / train.length)
    return { label, text: round === 0 ? text : `${text} ${others[(i * 7 + round) % others.length].text}` }
  })
}

function utterances(path: string): Example[] {
  const file = new URL(`../server/src/domains/assistant/${path}`, import.meta.url)
  return readFileSync(file, 'utf8').split('\n').flatMap((line) => {
    const tab = line.indexOf('\t')
    return tab < 1 ? [] : [{ label: line.slice(0, tab), text: line.slice(tab + 1) }]
  })
}

/** Cases of one message only: the others need the conversation before it. */
function shopChats(): { text: string; accepts: string[] }[] {
  const shops = ['kuliner-dapur-bu-tini', 'fashion-sekar-batik', 'furnitur-jati-pak-karno']
  return shops.flatMap((shop) => {
    const file = sharedFile(`shops/${shop}/chat.jsonl`)
    const lines = file ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
    return lines.flatMap((line) => {
      // The format of shared/data/shops/README.md.
      const { turns, expect } = JSON.parse(line) as { turns: { user?: string }[]; expect: { intent: string[] } }
      const text = turns.length === 1 ? turns[0].user : undefined
      return text === undefined ? [] : [{ text, accepts: expect.intent }]
    })
  })
}
