import type { IndexedVariant, ShopIndex } from '../knowledge/indexed-shop.ts'
import { tellsLead } from '../knowledge/lead-rules.ts'
import { sentencesOf } from '../knowledge/sentences.ts'
import type { Mention } from '../understand/mentions.ts'
import type { Request } from '../understand/request.ts'
import { unitWords } from '../understand/variant-evidence.ts'
import { section, type Section } from './draft.ts'
import type { Phrases } from './phrases-id.ts'
import { productSource, sentenceSource } from './sources.ts'

export interface Speaker {
  index: ShopIndex
  request: Request
  say: Phrases
}

/** Rows of all mentions, without repetition. */
export const mentionedRows = ({ index, request }: Speaker): IndexedVariant[] =>
  [...new Set(request.mentions.flatMap((mention) => mention.rows))].map((id) => index.variants[id])

export const nameOf = (say: Phrases, row: IndexedVariant): string => say.named(row.product.name, row.label)

/** More rows than these are not listed one by one. */
const longestList = 8

/** Prices of what was named, each with its stock where that is low or gone. */
export function priceSections(speaker: Speaker): Section[] {
  const { index, request } = speaker
  const sections: Section[] = []
  for (const mention of request.mentions) sections.push(...priceOfRows(speaker, mention.rows.map((id) => index.variants[id])))
  return sections
}

export function priceOfRows({ say }: Speaker, rows: readonly IndexedVariant[]): Section[] {
  if (rows.length === 1) {
    const [row] = rows
    const out = row.stock === 0 ? ` ${say.isOut(nameOf(say, row))}` : ''
    return [section(say.priceOf(nameOf(say, row), row.price) + out, [productSource(row)], [row.sku])]
  }
  return [...Map.groupBy(rows.slice(0, longestList), (row) => row.productId).values()].map((group) => {
    const [first] = group
    const sources = group.map(productSource)
    const skus = group.map((row) => row.sku)
    if (group.length === 1) return section(say.priceItem(nameOf(say, first), first.price, stockNote(say, first)), sources, skus)
    const { price } = first
    if (price !== null && group.every((row) => row.price === price && row.stock > 0)) {
      return section(say.samePrice(first.product.name, price, group.map((row) => row.label)), sources, skus)
    }
    const items = group.map((row) => say.priceItem(row.label || row.product.name, row.price, stockNote(say, row)))
    return section(`${say.pricesOf(first.product.name)}\n${items.join('\n')}`, sources, skus)
  })
}

export const stockNote = (say: Phrases, row: IndexedVariant): string =>
  row.stock === 0 ? say.stockOut() : row.stock <= 3 ? say.stockLeft(row.stock) : ''

/** Whether named goods can be had, in the number asked for; what to take instead when not. */
export function stockSections(speaker: Speaker): Section[] {
  const { index, request, say } = speaker
  const sections: Section[] = []
  for (const item of unsold(speaker)) sections.push(section(say.notSold(item, index.knowledge.shop.name)))
  for (const mention of request.mentions) {
    const rows = mention.rows.map((id) => index.variants[id])
    if (mention.unknownBeside.length > 0 && / (?:ada|jual|punya|tersedia) /.test(request.reading.line)) {
      sections.push(section(say.variantUnknown(mention.unknownBeside.join(' '), rows[0].product.name)))
    }
    const missing = missingVariant(speaker, mention)
    if (missing) {
      const siblings = index.rowsOf[rows[0].productId].map((id) => index.variants[id])
      sections.push(section(say.variantUnknown(missing, rows[0].product.name)), ...stockOfRows(speaker, siblings))
      continue
    }
    const wanted = mention.quantity ?? request.wanted.find((line) => line.rows.some((id) => mention.rows.includes(id)))?.quantity ?? null
    if (rows.length === 1) sections.push(...stockOfRow(speaker, rows[0], wanted))
    else sections.push(...stockOfRows(speaker, rows))
  }
  return sections
}

/** "Cokelat 42" when the brown one is 41 and 42 is black: both are words of the product's labels, of no single one. */
function missingVariant({ index, request }: Speaker, mention: Mention): string | null {
  if (!mention.isNarrowed || mention.rows.length !== 1 || mention.words.length === 0) return null
  const row = index.variants[mention.rows[0]]
  const others = index.rowsOf[row.productId].map((id) => index.variants[id]).filter(({ id }) => id !== row.id)
  const own = new Set(request.mentions.flatMap(({ rows }) => rows))
  if (others.some(({ id }) => own.has(id))) return null
  const { words } = request.reading
  const at = words.findIndex(({ concept, number }, i) => i >= mention.from && i < mention.to && number === null && concept.length > 2 && !unitWords.has(concept) && !row.labelWords.has(concept) && !row.nameWords.includes(concept) && others.some(({ labelWords }) => labelWords.has(concept)))
  return at < 0 ? null : [words[at].concept, ...mention.words.filter((i) => !row.nameWords.includes(words[i].concept)).map((i) => words[i].form)].join(' ')
}

/** Asked for but not in the catalogue; a word beside a known product only when it stands where a kind would. */
function unsold({ request }: Speaker): string[] {
  return request.unknownItems.filter((item) => item.length > 2).slice(0, 3)
}

function stockOfRow(speaker: Speaker, row: IndexedVariant, wanted: number | null): Section[] {
  const { say } = speaker
  const what = nameOf(say, row)
  const source = [productSource(row)]
  if (row.stock === 0) {
    const later = preorderNote(speaker, row)
    return [section(say.isOut(what), source, [row.sku]), ...(later ? [later] : []), ...instead(speaker, row)]
  }
  if (wanted !== null && wanted > row.stock) return [section(`${say.onlyLeft(what, row.stock)} ${say.priceOf(what, row.price)}`, source, [row.sku]), ...instead(speaker, row)]
  if (wanted !== null && wanted > 1) return [section(`${say.enough(what, row.stock)} ${say.priceOf(what, row.price)}`, source, [row.sku])]
  if (isMadeToOrder(row)) return [section(say.isMadeToOrder(what, row.price), source, [row.sku]), ...leadSections(speaker, row)]
  return [section(say.isReady(what, row.stock, row.price), source, [row.sku]), ...leadSections(speaker, row)]
}

/** The sentence on ordering ahead, the description's own or a policy's: it belongs to every "masih ada". */
export function leadSections({ index }: Pick<Speaker, 'index'>, row: IndexedVariant): Section[] {
  const told = sentencesOf(index.sentences, row).find(({ text }) => tellsLead(text))
  if (told) return [section(told.text, [sentenceSource(told)])]
  const rule = index.terms.leads.find(({ scope }) => scope.has(row.id))
  return rule ? [section(rule.text, [{ kind: 'policy', ref: 'preorder', text: rule.text }])] : []
}

const isMadeToOrder = (row: IndexedVariant): boolean => row.stock >= 100 && /pre-?order|dibuat|pesan paling|h-\d|minimal/i.test(row.description)

function stockOfRows({ say }: Speaker, rows: readonly IndexedVariant[]): Section[] {
  const shown = [...rows].sort((a, b) => Number(b.stock > 0) - Number(a.stock > 0)).slice(0, longestList)
  const products = new Set(shown.map((row) => row.productId))
  const items = shown.map((row) => say.priceItem(products.size > 1 ? nameOf(say, row) : row.label, row.price, row.stock === 0 ? say.stockOut() : say.stockLeft(row.stock)))
  const head = products.size > 1 ? '' : `${say.pricesOf(shown[0].product.name)}\n`
  if (shown.every((row) => row.stock === 0)) return [section(`${say.isOut(shown[0].product.name)}\n${head}${items.join('\n')}`, shown.map(productSource), shown.map((row) => row.sku))]
  return [section(head + items.join('\n'), shown.map(productSource), shown.map((row) => row.sku))]
}

/** What the shop says about having a sold-out thing made. */
export function preorderNote({ index }: Pick<Speaker, 'index'>, row: IndexedVariant): Section | undefined {
  const own = sentencesOf(index.sentences, row).find(({ text }) => /pre-?order|indent|bila habis|dibuat/i.test(text))
  if (own) return section(own.text, [sentenceSource(own)])
  const policy = index.sentences.sentences.find(({ kind, text }) => kind === 'policy' && /habis.*(?:bisa|dibuat)/i.test(text))
  return policy ? section(policy.text, [sentenceSource(policy)]) : undefined
}

/** Other variants of the product that are there, else others of its category, nearest in price. */
function instead({ index, request, say }: Speaker, row: IndexedVariant): Section[] {
  const siblings = index.rowsOf[row.productId].map((id) => index.variants[id]).filter((other) => other.id !== row.id && other.stock > 0)
  const head = row.nameWords[0]
  const others = index.variants.filter((other) => other.productId !== row.productId && other.product.category === row.product.category && other.stock > 0 && other.price !== null)
  const related = others.filter((other) => other.nameWords[0] === head)
  const distance = ({ price }: IndexedVariant): number => Math.abs((price ?? 0) - (row.price ?? 0))
  const pool = [...siblings, ...(related.length > 0 ? related : others).sort((a, b) => distance(a) - distance(b))]
  const mentioned = new Set(request.mentions.flatMap((mention) => mention.rows))
  const chosen = pool.filter((other) => !mentioned.has(other.id)).slice(0, 3)
  if (chosen.length === 0) return []
  return [section(say.insteadOf(chosen.map((other) => say.priceItem(nameOf(say, other), other.price, ''))), chosen.map(productSource), chosen.map((other) => other.sku))]
}
