import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'

export interface Pair {
  informal: string
  formal: string
}

const shared = process.env['LARIS_SHARED'] ?? new URL('../../../shared', import.meta.url).pathname

/** IndoCollex informal → formal pairs of a split, lower case. */
export function readPairs(split: 'train' | 'dev'): Pair[] {
  const rows = readRows(`language/indo-collex/informal_to_formal/${split}.csv`)
  return rows.map((row) => ({ informal: row['transformed'].trim().toLowerCase(), formal: row['original-for'].trim().toLowerCase() }))
}

/** Texts of the training files of IndoNLU (Apache-2.0) and of PRDECT-ID (MIT). */
export function readCorpus(): string[] {
  const smsa = readText('language/indonlu/smsa/train.tsv').split('\n').map((line) => line.split('\t')[0])
  const emot = readRows('language/indonlu/emot/train.csv').map((row) => row['tweet'])
  const casa = readRows('language/indonlu/casa/train.csv').map((row) => row['sentence'])
  const hoasa = readRows('language/indonlu/hoasa/train.csv').map((row) => row['review'])
  const prdect = readRows('reviews/prdect_id.csv').map((row) => row['Customer Review'])
  return [...smsa, ...emot, ...casa, ...hoasa, ...prdect]
}

const readText = (path: string): string => readFileSync(`${shared}/data/${path}`, 'utf8').replace(/^\uFEFF/, '')

const readRows = (path: string): Record<string, string>[] => parse(readText(path), { columns: true, skip_empty_lines: true, relax_column_count: true })
