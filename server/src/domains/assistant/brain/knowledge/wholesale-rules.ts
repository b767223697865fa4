import type { TermSource } from './indexed-shop.ts'
import type { MinimumRule, Reduction, WholesaleRule } from './terms.ts'
import { amountIn, percentIn } from './amounts.ts'
import { scopeOf } from './scopes.ts'
import { splitSentences } from './sentences.ts'

export function readWholesale({ knowledge, ...names }: TermSource): WholesaleRule[] {
  const text = knowledge.shop.policies.find((policy) => policy.kind === 'wholesale')?.text ?? ''
  const sentences = splitSentences(text)
  const except = new Set<number>()
  for (const sentence of sentences) {
    const excluded = isException(sentence) ? sentence : /kecuali (.+)/i.exec(sentence)?.[1]
    if (excluded) for (const id of scopeOf(names, excluded) ?? []) except.add(id)
  }
  const rules: WholesaleRule[] = []
  for (const sentence of sentences) {
    if (isException(sentence)) continue
    const told = withoutBuyers(sentence).replace(/,? kecuali .+/i, '')
    const scope = scopeOf(names, told)
    for (const step of stepsIn(told)) rules.push({ ...step, scope, except, isMixed: /\bcampur/i.test(told), text: sentence })
  }
  return rules.sort((a, b) => b.from - a.from)
}

/** `Kafe, hotel, dan toko: kursi …`: who buys is no product, but `harga agen untuk sambal: …` names one. */
const withoutBuyers = (sentence: string): string => {
  const colon = sentence.indexOf(':')
  if (colon < 0 || !buyers.test(sentence.slice(0, colon))) return sentence
  const goods = / untuk ([^:]+)$/i.exec(sentence.slice(0, colon))?.[1] ?? ''
  return buyers.test(goods) ? sentence.slice(colon + 1) : `${goods}${sentence.slice(colon)}`
}
const buyers = /kafe|hotel|toko|kantor|kedai|reseller|penjual|perusahaan|instansi|suvenir|souvenir|hadiah|acara|agen|warung|sekolah|komunitas|resto|grosir|partai|pelanggan|pembeli(?!an)/i

const isException = (sentence: string): boolean =>
  /tidak berlaku|^kecuali|tidak termasuk|tidak ikut|sudah harga|tidak dipotong|tanpa diskon|tidak ada harga|tidak mendapat|tidak dapat|belum ada harga/i.test(sentence)

type Step = Pick<WholesaleRule, 'from' | 'byKg' | 'byAmount'>
type Mark = { at: number } & (Step | { reduction: Reduction })

/**
 * `mulai 12 potong diskon 10%, mulai 50 potong diskon 15%`, `diskon 10% untuk pembelian mulai 20 pak`,
 * `8-19 buah potong 6%, 50 buah ke atas dihitung …`, `mulai 100 buah Rp19.500 per buah`: a number of pieces and a
 * reduction, in either order, make a step.
 */
function stepsIn(sentence: string): (Step & Pick<WholesaleRule, 'reduction'>)[] {
  const marks = [...quantityMarks(sentence), ...amountMarks(sentence), ...reductionMarks(sentence.replace(spent, (whole) => ' '.repeat(whole.length)))].sort((a, b) => a.at - b.at)
  const steps: (Step & Pick<WholesaleRule, 'reduction'>)[] = []
  let count: Step | null = null
  let reduction: Reduction | null = null
  for (const mark of marks) {
    if ('from' in mark) count = { from: mark.from, byKg: mark.byKg, byAmount: mark.byAmount }
    else reduction = mark.reduction
    if (!count || !reduction) continue
    steps.push({ ...count, reduction })
    count = null
    reduction = null
  }
  return steps
}

const units = 'kg|kilo|pcs|buah|biji|potong|pak|pack|kotak|box|dus|toples|botol|lusin|set|pasang|unit|lembar|porsi|bungkus|meter|orang|ekor|item|barang|stel|kodi'
const quantityPattern = new RegExp(
  [
    `(?:mulai|minimal|min\\.?|di ?atas|lebih dari|setiap|tiap|beli|pembelian|ambil|order|pesan)(?: (?!rp|diskon|potong|gratis)\\p{L}+){0,3}? (\\d+)(?: ?[-–] ?\\d+)?(?: (${units})\\b)?(?! ?(?:%|g\\b|gr\\b|gram|ml\\b|cm\\b|liter|hari|jam))`,
    `\\b(\\d+) ?[-–] ?\\d+ (${units})\\b`,
    `\\b(\\d+) (?:(${units}) )?(?:ke ?atas|atau lebih|up)\\b`,
    `\\b(\\d+) (${units})(?=(?: \\p{L}+){0,3} (?:diskon|potong\\p{L}*|rp|harga|hemat|\\d+ ?%))`,
  ].join('|'),
  'giu',
)

function quantityMarks(sentence: string): Mark[] {
  return [...sentence.matchAll(quantityPattern)].map((match) => {
    const from = Number(match[1] ?? match[3] ?? match[5] ?? match[7])
    const unit = (match[2] ?? match[4] ?? match[6] ?? match[8] ?? '').toLowerCase()
    return { at: match.index, from: unit === 'lusin' ? from * 12 : unit === 'kodi' ? from * 20 : from, byKg: unit === 'kg' || unit === 'kilo', byAmount: false }
  })
}

/** `pembelian mulai Rp5.000.000`, `belanja di atas 2 juta` */
const spent = /(?:pembelian|belanja|transaksi|mulai|minimal|di ?atas|lebih dari)(?: (?:mulai|minimal|di ?atas|senilai))? (?:rp ?[\d.]+(?: ?(?:juta|jt|ribu|rb))?|\d+(?:,\d)? ?(?:juta|jt))(?! ?(?:per|\/))/gi

function amountMarks(sentence: string): Mark[] {
  return [...sentence.matchAll(spent)].flatMap((match) => {
    const from = amountIn(match[0])
    return from === null ? [] : [{ at: match.index, from, byKg: false, byAmount: true }]
  })
}

function reductionMarks(sentence: string): Mark[] {
  const marks: Mark[] = []
  for (const match of sentence.matchAll(/(?<!\d)(\d+(?:[.,]\d+)?) ?(?:%|persen)|(potong(?:an)?|diskon|hemat|lebih murah)? ?rp ?([\d.]+)(?: (?:per|\/) ?\p{L}+|\/\p{L}+)?|(dihitung|ditanyakan|nego|hubungi|dibuatkan harga|harga khusus dari)/giu)) {
    const [, percent, off, digits, person] = match
    if (percent !== undefined) marks.push({ at: match.index, reduction: { kind: 'percent', percent: Number(percent.replace(',', '.')) } })
    else if (digits !== undefined) marks.push({ at: match.index, reduction: { kind: off ? 'off' : 'unit-price', amount: Number(digits.replace(/\D/g, '')) } })
    else if (person && !/dihitung per/i.test(sentence.slice(match.index, match.index + 14))) marks.push({ at: match.index, reduction: { kind: 'person' } })
  }
  return marks
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

const minimum = /\bmin(?:imal|imum|\.)? (?:order |pembelian |pesan |pemesanan )?(?:(?!\d|hari)\p{L}+ ){0,3}?(\d+) (box|potong|pcs|porsi|pak|pax|buah|biji|kotak|set|lusin|pasang|unit|bungkus|botol|toples|dus|loyang|lembar|orang|kg)/iu
