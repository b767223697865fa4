import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { Example } from '../../server/src/models/language/classifier.ts'

const shared = new URL(process.env.LARIS_SHARED ? `file://${process.env.LARIS_SHARED}/` : '../../../shared/', import.meta.url)
const assistant = new URL('../../server/src/domains/assistant/', import.meta.url)

if (!existsSync(new URL('data/language', shared))) {
  console.error('The data sets are not here: set LARIS_SHARED to the folder that holds data/language.')
  process.exit(2)
}

/** SmSA: reviews, tweets and news comments in Indonesian (IndoNLU, Apache-2.0). */
export function smsa(split: 'train' | 'valid'): Example[] {
  return lines(new URL(`data/language/indonlu/smsa/${split}.tsv`, shared)).map((line) => {
    const tab = line.lastIndexOf('\t')
    return { text: line.slice(0, tab), label: line.slice(tab + 1).trim() }
  })
}

/** EmoT: tweets in Indonesian with one of five emotions (IndoNLU, Apache-2.0). */
export function emot(split: 'train' | 'valid'): Example[] {
  return table(`data/language/indonlu/emot/${split}.csv`).map((row) => ({ text: row.tweet, label: row.label }))
}

/** NusaX: the same sentences in several languages (CC-BY-SA 4.0). */
export function nusax(language: 'indonesian' | 'javanese' | 'sundanese' | 'english', split: 'train' | 'valid'): Example[] {
  return table(`data/language/nusax/${language}/${split}.csv`).map((row) => ({ text: row.text, label: row.label }))
}

/** Reviews of products in a marketplace, with the product they belong to (PRDECT-ID, MIT). */
export function prdect(column: 'Sentiment' | 'Emotion'): (Example & { product: string })[] {
  return table('data/reviews/prdect_id.csv').map((row) => ({
    text: row['Customer Review'],
    label: row[column].toLowerCase(),
    product: row['Product Name'].trim(),
  }))
}

/** What customers write to shops, with what they want; written for this project. */
export function utterances(part: 'training' | 'testing'): Example[] {
  return lines(new URL(`${part}/utterances.tsv`, assistant)).map((line) => {
    const tab = line.indexOf('\t')
    return { text: line.slice(tab + 1), label: line.slice(0, tab) }
  })
}

/** Utterances as sentiment: complaints are negative, thanks positive, questions and orders neutral, the rest unclear. */
export function utteranceSentiments(part: 'training' | 'testing'): Example[] {
  const unclear = new Set(['other', 'return_refund'])
  return utterances(part).flatMap(({ text, label }) => {
    if (unclear.has(label)) return []
    return [{ text, label: label === 'complaint' ? 'negative' : label === 'thanks' ? 'positive' : 'neutral' }]
  })
}

const lines = (file: URL) => readFileSync(file, 'utf8').split('\n').filter((line) => line.trim() !== '')
const table = (path: string): Record<string, string>[] => parse(readFileSync(new URL(path, shared)), { columns: true, bom: true })
