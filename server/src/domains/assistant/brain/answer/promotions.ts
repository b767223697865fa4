import type { PromoRule } from '../knowledge/terms.ts'
import { isRunning } from '../knowledge/promo-rules.ts'
import { section, type Section } from './draft.ts'
import { mentionedRows, priceOfRows, type Speaker } from './goods.ts'
import { totalSections, wishOf } from './ordering.ts'
import { promosMeant, promosOfDay } from '../understand/promos-meant.ts'
import { promosToTry } from './promo-choice.ts'
import { quote, refusal } from './quote.ts'
import { promoSource } from './sources.ts'

/** Running promotions, or what is true of the one asked about: ended, its terms, the price with it. */
export function promoSections(speaker: Speaker): Section[] {
  const { index, request, say } = speaker
  if (request.details.unknownCode) return [section(say.promoUnknown(request.details.unknownCode)), ...runningPromos(speaker)]
  const named = promosMeant(index, request)
  const meant = named.length > 0 ? named : promosOfDay(index, request)
  const { today } = index.knowledge
  const ended = meant.filter((rule) => rule.promo.to !== null && rule.promo.to < today)
  const alive = meant.filter((rule) => isRunning(rule, today))
  if (ended.length > 0 && alive.length === 0) return endedSections(speaker, ended)
  if (request.mentions.length === 0) return alive.length > 0 ? alive.map((rule) => termsOf(speaker, rule)) : runningPromos(speaker)
  return withGoods(speaker, alive)
}

function endedSections(speaker: Speaker, ended: readonly PromoRule[]): Section[] {
  const { say } = speaker
  const rows = mentionedRows(speaker)
  return [
    ...ended.map((rule) => section(say.promoEnded(rule.promo.code, say.dates(rule.promo.to ?? '')), [promoSource(rule.promo)], rows.map((row) => row.sku))),
    ...(rows.length > 0 && rows.length <= 4 ? priceOfRows(speaker, rows) : []),
  ]
}

const termsOf = ({ say }: Speaker, { promo }: PromoRule): Section => section(say.promoRuns(promo.code, promo.text), [promoSource(promo)])

function runningPromos({ index, say }: Speaker): Section[] {
  const running = index.terms.promos.filter((rule) => isRunning(rule, index.knowledge.today))
  if (running.length === 0) return [section(say.noPromo())]
  const items = running.map(({ promo }) => say.promoItem(promo.code, promo.text, promo.to ? say.dates(promo.to) : null))
  return [section(say.promos(items), running.map(({ promo }) => promoSource(promo)))]
}

/** The price with a promotion, or the plain price and why the promotion does not count. */
function withGoods(speaker: Speaker, named: readonly PromoRule[]): Section[] {
  const { index, request, say } = speaker
  const wish = wishOf(speaker)
  const tried = named.length > 0 ? [...named] : promosToTry(index, request)
  const result = quote(index, { ...wish, promos: tried })
  if (result.applied.length > 0 || result.unpriced.length > 0) return [...totalSections(speaker, { ...wish, promos: result.applied }), ...result.applied.filter(({ weekday }) => weekday !== null).map((rule) => termsOf(speaker, rule))]
  const relevant = [...(named.length > 0 ? named : index.terms.promos.filter((rule) => isRunning(rule, index.knowledge.today)))].filter(
    (rule) => refusal(index, rule, wish, result.lines) !== 'other-goods',
  )
  const what = wish.lines[0].row.product.name
  const sections = relevant.map((rule) => refusalSection(speaker, rule, refusal(index, rule, wish, result.lines)))
  if (sections.length === 0) {
    const rule = named[0]
    sections.push(section(rule ? say.promoNotFor(rule.promo.code, what) : say.noDiscountFor(what), rule ? [promoSource(rule.promo)] : []))
  }
  if (result.lines.some(({ wholesale }) => wholesale)) return [...sections, ...totalSections(speaker, { ...wish, promos: [] })]
  return [...sections, ...priceOfRows(speaker, wish.lines.map((line) => line.row).slice(0, 4))]
}

function refusalSection({ say }: Speaker, rule: PromoRule, reason: ReturnType<typeof refusal>): Section {
  const { code, text, to } = rule.promo
  const source = [promoSource(rule.promo)]
  if (reason === 'ended') return section(say.promoEnded(code, say.dates(to ?? '')), source)
  if (reason === 'min-spend' && rule.minSpend !== null) return section(`${say.promoMinimum(code, rule.minSpend)} ${say.promoRuns(code, text)}`, source)
  if (reason === 'gift' || reason === null) return section(say.promoRuns(code, text), source)
  return section(say.promoNeeds(code, text), source)
}
