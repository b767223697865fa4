import { percentIn } from './amounts.ts'
import { scopeOf } from './scopes.ts'
import { splitSentences } from './sentences.ts'
import type { TermSource } from './shop-terms.ts'

/** From so many pieces of one product, so many percent off; the highest step reached counts. */
export interface WholesaleRule {
  from: number
  percent: number
  scope: ReadonlySet<number> | null
  except: ReadonlySet<number>
  /** The shop's sentence. */
  text: string
}

/** Fewer than this are not sold. */
export interface MinimumRule {
  quantity: number
  unit: string
  scope: ReadonlySet<number>
  text: string
}

export function readWholesale({ knowledge, ...names }: TermSource): WholesaleRule[] {
  const text = knowledge.shop.policies.find((policy) => policy.kind === 'wholesale')?.text ?? ''
  const sentences = splitSentences(text)
  const except = new Set<number>()
  for (const sentence of sentences) {
    if (/tidak berlaku|kecuali|tidak termasuk|sudah harga|tidak dipotong|tanpa diskon/i.test(sentence)) {
      for (const id of scopeOf(names, sentence) ?? []) except.add(id)
    }
  }
  const rules: WholesaleRule[] = []
  for (const sentence of sentences) {
    if (/tidak berlaku/i.test(sentence)) continue
    const scope = scopeOf(names, sentence)
    for (const { from, percent } of stepsIn(sentence)) rules.push({ from, percent, scope, except, text: sentence })
  }
  return rules.sort((a, b) => b.from - a.from)
}

/** `mulai 12 potong diskon 10%, mulai 50 potong diskon 15%` or `diskon 10% untuk pembelian mulai 20 pak`. */
function stepsIn(sentence: string): { from: number; percent: number }[] {
  const marks = [...sentence.matchAll(/(\d+(?:[.,]\d+)?) ?(?:%|persen)|(?:mulai|minimal|min\.?|di ?atas|lebih dari|setiap|beli|pembelian)(?: (?:dari|beli|pembelian|order|ambil))? (\d+)(?![\d.,]*\d? ?(?:%|ribu|juta|rb|hari|jam))|(\d+) ?(?:\p{L}+ )?(?:ke atas|atau lebih)/giu)]
  const steps: { from: number; percent: number }[] = []
  let from: number | null = null
  let percent: number | null = null
  for (const [, share, start, upward] of marks) {
    if (share !== undefined) percent = Number(share.replace(',', '.'))
    else from = Number(start ?? upward)
    if (from !== null && percent !== null) {
      steps.push({ from, percent })
      from = percent = null
    }
  }
  return steps
}

/** `Minimal 20 box` in a description holds for that row, in a policy for the products it names. */
export function readMinimums({ knowledge, variants, ...names }: TermSource): MinimumRule[] {
  const rules: MinimumRule[] = []
  const add = (sentence: string, scope: ReadonlySet<number> | null) => {
    const match = minimum.exec(sentence)
    if (match && scope && percentIn(sentence) === null) rules.push({ quantity: Number(match[1]), unit: match[2], scope, text: sentence })
  }
  for (const row of variants) for (const sentence of splitSentences(row.description)) if (minimum.test(sentence)) add(sentence, new Set([row.id]))
  for (const policy of knowledge.shop.policies) {
    if (policy.kind === 'custom') continue
    for (const sentence of splitSentences(policy.text)) add(sentence, scopeOf({ variants, ...names }, sentence))
  }
  return rules
}

const minimum = /\bmin(?:imal|imum|\.)? (?:order |pembelian |pesan |pemesanan )?(\d+) (box|potong|pcs|porsi|pak|pax|buah|biji|kotak|set|lusin|pasang|unit|bungkus|botol|toples|dus|loyang|lembar|orang)/i
