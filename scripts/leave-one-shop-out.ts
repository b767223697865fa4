/**
 * Plain and held-out figures of the assistant on test shops, side by side: `node scripts/leave-one-shop-out.ts [--all]`.
 * For each shop in turn the intent classifier is trained anew without any utterance that resembles one of the shop's own
 * messages. The word lists cannot be unlearnt like that: they were written by people who had read these shops (see
 * docs/evaluation.md), so a held-out figure is still a kind one; only sealed shops estimate an unseen shop.
 */
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { trainClassifier, type Classifier } from '../server/src/models/language/classifier.ts'
import { intentClassifier } from '../server/src/domains/assistant/brain/intent-model.ts'
import { intentExamples, intentTrainingOptions } from '../server/src/domains/assistant/brain/intent-training.ts'
import { figures } from '../server/src/evaluate/chat/score.ts'
import { dayOfTheFiles, readCases, runShop } from '../server/src/evaluate/chat/shop-run.ts'

/** Two texts that share more of their four-letter pieces than this are the same question to a classifier. */
const alike = 0.3

const demo = fileURLToPath(new URL('../server/demo/shops/', import.meta.url))
const further = fileURLToPath(new URL('../server/src/domains/assistant/testing/shops/', import.meta.url))
const training = await Promise.all(['utterances.tsv', 'situations.tsv'].map((name) => readFile(new URL(`../server/src/domains/assistant/training/${name}`, import.meta.url), 'utf8')))
const lines = training.join('\n').split('\n').filter((line) => line.includes('\t'))
const pieces = lines.map((line) => piecesOf(line.slice(line.indexOf('\t') + 1)))

const columns = ['intentAccuracy', 'answerPassRate', 'productRecall', 'handoffPrecision', 'handoffRecall'] as const
process.stdout.write(`shop, left out, ${columns.map((name) => `${name} plain/held out`).join(', ')}\n`)
for (const root of process.argv.includes('--all') ? [demo, further] : [demo]) {
  for (const name of (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort()) {
    const folder = `${root}${name}`
    const cases = `${folder}/chat.jsonl`
    const said = readCases(await readFile(cases, 'utf8')).flatMap(({ turns }) => turns.map(({ user }) => piecesOf(user)))
    const kept = lines.filter((_, i) => !said.some((one) => likeness(one, pieces[i]) > alike))
    const run = async (classifier: Classifier) => figures(await runShop({ folder, cases, today: dayOfTheFiles, classifier }))
    const plain = await run(intentClassifier())
    const held = await run(trainClassifier(intentExamples(kept.join('\n')), intentTrainingOptions))
    const show = (value: number | null) => (value === null ? '–' : value.toFixed(3))
    process.stdout.write(`${name}, ${lines.length - kept.length}, ${columns.map((column) => `${show(plain[column])}/${show(held[column])}`).join(', ')}\n`)
  }
}

function piecesOf(text: string): Set<string> {
  const plain = ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `
  return new Set(Array.from({ length: Math.max(1, plain.length - 3) }, (_, i) => plain.slice(i, i + 4)))
}

/** Share of pieces in common (Jaccard). */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((piece) => other.has(piece)).length
  return shared / (one.size + other.size - shared)
}
