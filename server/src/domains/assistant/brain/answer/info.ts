import type { IndexedVariant, SentenceKind } from '../knowledge/indexed-shop.ts'
import { termOf } from '../knowledge/sentences.ts'
import { section, type Section } from './draft.ts'
import { mentionedRows, nameOf, preorderNote, type Speaker } from './goods.ts'
import { questionTerms, retrieve, topicsAsked, type Found } from './retrieve.ts'
import { productSource, sentenceSource } from './sources.ts'

/** Sentences that speak of less than this share of the question are not about it. */
const aboutEnough = 0.3

/** A description found by words alone must speak of most of the question. */
const describedEnough = 0.45

/** What the shop's texts say about a question; `undefined` when they are silent. */
export function infoSections(speaker: Speaker, favoured?: string): Section[] | undefined {
  const { index, request, say } = speaker
  const { line } = request.reading
  const rows = mentionedRows(speaker)
  const asksMore = topicsAsked(request).some((topic) => topic === '#ukuran' || topic === '#bahan' || topic === '#isi')
  if (/ (?:berat|timbangan) /.test(line) && !asksMore && rows.length > 0 && rows[0].weightGrams > 0 && !/ (?:kuat|beban|tahan|berat per) /.test(line)) {
    return rows.slice(0, 3).map((row) => section(say.weight(nameOf(say, row), row.weightGrams), [productSource(row)], [row.sku]))
  }
  const isSoldOut = rows.length > 0 && rows.length <= 4 && rows.every((row) => row.stock === 0)
  const made = isSoldOut && topicsAsked(request).includes('#lama') ? preorderNote(speaker, rows[0]) : undefined
  if (made) return [section(say.isOut(rows.length === 1 ? nameOf(say, rows[0]) : rows[0].product.name), rows.map(productSource), rows.map((row) => row.sku)), made]
  const found = retrieve(index, request, { rows: rows.map((row) => row.id), kinds: rows.length > 0 ? ['product', 'faq', 'policy', 'shipping'] : ['product', 'faq', 'policy', 'place', 'shipping'], favoured })
  const chosen = chooseByTopic(rows.length > 0 ? found.filter(isAboutGoods) : found)
  if (chosen.length === 0 && rows.length === 0) {
    // No product was named: what descriptions say of it ("yang bebas gluten ada?") names the products.
    const told = retrieve(index, request, { rows: [], kinds: ['product'], anyProduct: true }).filter(({ score, words }) => words > 0 && score >= describedEnough)
    return told.length > 0 ? quoteFound(speaker, told.filter(({ score }) => score >= told[0].score * 0.9).slice(0, 6)) : undefined
  }
  if (chosen.length === 0) {
    const products = new Set(rows.map((row) => row.productId))
    return rows.length > 0 && products.size <= 2 && isDescribed(speaker, rows) ? describe(speaker, products.size === 1 ? rows.slice(0, 4) : rows) : undefined
  }
  const hasOwn = chosen.some(({ sentence }) => sentence.kind === 'product')
  const products = new Set(rows.map((row) => row.productId))
  // A general sentence alone may miss what the product's own description says in other words.
  const described = !hasOwn && products.size === 1 ? describe(speaker, rows.slice(0, 1)) : []
  return [...quoteFound(speaker, chosen), ...described]
}

/** Whether the descriptions speak of the matter by topic or by every word of it. */
function isDescribed({ request }: Speaker, rows: readonly IndexedVariant[]): boolean {
  const asked = topicsAsked(request)
  if (asked.some((topic) => topic === '#isi' || topic === '#bahan')) return true
  const terms = [...questionTerms(request)].filter((term) => !term.startsWith('#'))
  return terms.length > 0 && asked.length === 0 && rows.some((row) => [...row.descriptionWords].map(termOf).filter((word) => terms.includes(word)).length >= terms.length)
}

/** A short answer of the shop is told whole: its sentences were written together. */
const shortAnswer = 200
const shortDescription = 240

/** Whole descriptions, each once. */
export function describe({ say }: Pick<Speaker, 'index' | 'say'>, rows: readonly IndexedVariant[], most = 2): Section[] {
  const byText = Map.groupBy(rows.filter((row) => row.description), (row) => row.description)
  return [...byText.values()].slice(0, most).map((same) => section(`${same.length > 1 ? same[0].product.name : nameOf(say, same[0])}: ${say.quoted([same[0].description])}`, same.map(productSource), same.map((row) => row.sku)))
}

/** A property such as height is told by the product's own text; a policy that says "lebar" somewhere does not answer. */
const isAboutGoods = ({ sentence, topics, words }: Found): boolean =>
  sentence.kind === 'product' || words > 0 || !topics.every((topic) => ofGoods.has(topic))

const ofGoods = new Set(['#ukuran', '#bahan', '#isi', '#berat', '#warna', '#lengan', '#rasa', '#pedas', '#duri', '#hak', '#muat', '#kuat', '#listrik'])

/** For every topic of the question its best sentence, then the best by words; the product's own before general ones. */
function chooseByTopic(found: readonly Found[]): Found[] {
  const chosen = new Set<Found>()
  const best = found[0]
  const topics = [...new Set(found.flatMap((one) => one.topics))]
  for (const topic of topics) {
    const fitting = found.filter((one) => one.topics.includes(topic))
    const first = fitting.find(({ sentence }) => sentence.kind === 'product') ?? fitting.find(({ score }) => score >= aboutEnough)
    if (!first) continue
    for (const one of fitting) if (one === first || (one.sentence.kind === 'product' && first.sentence.kind === 'product' && one.score >= first.score - 0.3)) chosen.add(one)
  }
  if (best && best.score >= aboutEnough) for (const one of found) if (one.score >= Math.max(aboutEnough, best.score * 0.8)) chosen.add(one)
  return [...chosen].sort((a, b) => b.score - a.score)
}

/** Quotes a few different sentences; what differs between variants is told with the variant's name. */
export function quoteFound({ index, say }: Pick<Speaker, 'index' | 'say'>, found: readonly Found[]): Section[] {
  const byText = Map.groupBy(found, ({ sentence }) => sentence.text)
  const general: Section[] = []
  const specific: Section[] = []
  for (const [text, same] of byText) {
    const { sentence } = same[0]
    const sources = same.map((one) => sentenceSource(one.sentence))
    if (sentence.kind !== 'product') {
      const whole = sentence.kind === 'faq' ? index.knowledge.shop.faqs.find(({ question, answer }) => question === sentence.ref && answer.length <= shortAnswer)?.answer : undefined
      if (general.some((one) => one.text.includes(text))) continue
      general.push(section(say.quoted([whole ?? text]), whole ? [{ kind: 'faq', ref: sentence.ref, text: whole }] : sources.slice(0, 1)))
      continue
    }
    const rows = same.flatMap((one) => index.bySku.get(one.sentence.ref) ?? [])
    const whole = rows[0]?.description ?? ''
    // A short description is told whole: cut into sentences it answers less and reads no faster.
    if (whole.length <= shortDescription && !specific.some((one) => one.text.includes(whole))) {
      const alike = rows.filter((row) => row.description === whole)
      specific.push(...describe({ index, say }, alike))
      continue
    }
    if (specific.some((one) => one.text.includes(text))) continue
    const names = rows.length > 1 ? [...new Set(rows.map((row) => row.product.name))].slice(0, 3) : [nameOf(say, rows[0])]
    specific.push(section(`${names.join(', ')}: ${say.quoted([text])}`, [...sources, ...rows.slice(0, 1).map(productSource)], rows.map((row) => row.sku)))
  }
  return [...specific.slice(0, 4), ...general.slice(0, specific.length > 0 ? 1 : 2)]
}

/** The best sentences of some kinds when they clearly answer the question. */
export function clearAnswer(speaker: Speaker, kinds: readonly SentenceKind[], least: number, favoured?: string): Section[] {
  if (questionTerms(speaker.request).size === 0) return []
  const rows = mentionedRows(speaker).slice(0, 8)
  const found = retrieve(speaker.index, speaker.request, { rows: rows.map((row) => row.id), kinds, favoured })
  if (!found[0] || found[0].score < least) return []
  return quoteFound(speaker, found.filter(({ score }) => score >= Math.max(least, found[0].score * 0.8)).slice(0, 3)).slice(0, 2)
}
