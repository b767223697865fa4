import type { IndexedVariant } from '../knowledge/indexed-shop.ts'
import type { ShippingRule } from '../knowledge/terms.ts'
import { reaches } from '../knowledge/shipping-rules.ts'
import type { Place } from '../understand/places.ts'
import { section, type Section } from './draft.ts'
import { mentionedRows, nameOf, type Speaker } from './goods.ts'
import { clearAnswer } from './info.ts'
import { wishOf } from './ordering.ts'
import { chargedFor, gramsOf, isFreeTo, quote, shippingChoices } from './quote.ts'
import { productSource, shippingSource } from './sources.ts'

interface DeliveryAnswer {
  sections: Section[]
  /** No row has the fee or the place: a person must say. */
  needsPerson: boolean
}

/** Fees, times and free shipping for a place, or the list when no place was told. */
export function deliverySections(speaker: Speaker): DeliveryAnswer {
  const { index, request, say } = speaker
  const quoted = clearAnswer(speaker, ['faq', 'policy', 'shipping', 'product'], 0.45).filter(({ sources }) => sources.every(({ kind, ref, text }) => (kind !== 'product' || /kirim|antar|kurir/i.test(text)) && !(kind === 'policy' && aboutOther.has(ref)) && !(kind === 'shipping' && isElsewhere(speaker, text))))
  const asksFree = / (?:gratis|free|bebas) /.test(request.reading.line) || / kena ongkir /.test(request.reading.line)
  const { place } = request
  const conditions = goodsConditions(speaker)
  if (conditions.length > 0 && !quoted.some(({ text }) => text.includes(conditions[0].text))) quoted.unshift(...conditions)
  if (!place) {
    const free = asksFree ? freeRule(speaker) : []
    if (free.length > 0) return { sections: free, needsPerson: false }
    if (quoted.length > 0) return { sections: quoted, needsPerson: false }
    const named = request.method ? index.terms.shipping.filter(({ option }) => option.method === request.method) : []
    return { sections: named.length > 0 ? named.map((rule) => optionSection(speaker, rule)) : [allAreas(speaker)], needsPerson: false }
  }
  const rows = mentionedRows(speaker)
  const carried = rows.length > 6 ? [] : rows
  const choices = shippingChoices(index, place, carried, request.method)
  if (choices.length === 0) return notReached(speaker, place, quoted)
  const free = freeForOrder(speaker, place)
  const sections = free.length > 0 ? free : choices.slice(0, 3).map((rule) => feeSection(speaker, rule, place, carried))
  const told = sections.map(({ text }) => text).join('\n')
  const isTiming = / (?:kapan|hari ini|besok|jam|lama|cepat|sampai) /.test(request.reading.line)
  const extra = free.length === 0 ? quoted.filter(({ sources }) => !sources.some(({ text }) => told.includes(text))).slice(0, isTiming || conditions.length > 0 ? 2 : 1) : []
  if (asksFree && free.length === 0) extra.push(...freeRule(speaker))
  const isOpen = choices.every((rule) => rule.option.price === null) && choices.some((rule) => /admin|dihitung|tanya|hubungi|pemilik/i.test(rule.option.note))
  // "Bakso bisa dikirim ke Jakarta?": of many things those that this way takes.
  const travelling = rows.length > 6 ? rows.filter(({ id }) => choices[0].only?.has(id)).slice(0, 6) : []
  const about = travelling.length > 0 ? [section('', [], travelling.map((row) => row.sku))] : []
  return { sections: [...sections, ...extra, ...about, ...(isOpen ? [section(say.feeByAdmin())] : [])], needsPerson: isOpen }
}

/** A note of a way that does not go where the goods are wanted. */
const isElsewhere = ({ index, request }: Speaker, text: string): boolean => {
  const { place } = request
  const noted = place === null ? [] : index.terms.shipping.filter(({ option }) => option.note.includes(text))
  return place !== null && noted.length > 0 && noted.every((rule) => reaches(rule, place) === 0)
}

/** A way of sending with all that its row says. */
const optionSection = ({ say }: Speaker, { option, perKg }: ShippingRule): Section =>
  section(`${optionLine(say, option, perKg)}${option.eta ? `, ${option.eta}` : ''}${option.note && option.price !== null ? `. ${option.note}.` : ''}`, [shippingSource(option)])

const optionLine = (say: Speaker['say'], option: ShippingRule['option'], perKg: boolean): string =>
  `- ${option.method && `${option.method}, `}${option.area}: ${option.price === null ? option.note : say.priceItem('', option.price, '').slice(4)}${perKg ? ' per kg' : ''}`

/** Policies that speak of sending only beside their own matter. */
const aboutOther = new Set(['returns', 'complaints', 'custom', 'wholesale', 'deposit'])

function feeSection(speaker: Speaker, rule: ShippingRule, place: Place, rows: readonly IndexedVariant[]): Section {
  const { request, say } = speaker
  const { method, price, eta, note } = rule.option
  const skus = rows.map((row) => row.sku)
  const source = [shippingSource(rule.option)]
  if (price === null) return section(say.feeOpen(method, place.name, note), source, skus)
  const usefulNote = note && !/^harga per kg$/i.test(note) ? ` ${note}.` : ''
  const kg = / (?:ongkir|berapa|biaya) /.test(request.reading.line) ? kilogramsOf(rule, rows) : null
  const forWeight = kg === null ? '' : ` ${say.feeForWeight(kg, kg * price)}`
  return section(say.fee(method, place.name, price, rule.perKg, eta) + forWeight + usefulNote, [...source, ...(kg === null ? [] : rows.map(productSource))], skus, kg === null ? [] : [kg, kg * price])
}

/** Kilograms that one piece of what was named is charged as, where that is known and the same for all it may be. */
function kilogramsOf(rule: ShippingRule, rows: readonly IndexedVariant[]): number | null {
  if (!rule.perKg || rows.length === 0 || rows.some(({ weightGrams }) => weightGrams <= 0)) return null
  const [kg, ...others] = new Set(rows.map((row) => chargedFor(rule, gramsOf([{ row, quantity: 1 }]))))
  return others.length === 0 && kg > 1 && kg <= heaviestParcel ? kg : null
}
/** A crate and a carrier's own measure of size change what heavier freight is charged as: only its fee per kilogram is sure. */
const heaviestParcel = 30

/** Notes of the shipping rows that bind just these goods: "barang sewa wajib diambil sendiri". */
function goodsConditions(speaker: Speaker): Section[] {
  const rows = mentionedRows(speaker)
  return speaker.index.terms.shipping
    .filter(({ noted, option }) => rows.length > 0 && rows.every((row) => noted.has(row.id)) && /wajib|harus|tidak|bukan/i.test(option.note))
    .slice(0, 1)
    .map(({ option }) => section(speaker.say.quoted([option.note]), [shippingSource(option)]))
}

/** Whether the order spoken of travels free: only when there is one to judge. */
function freeForOrder(speaker: Speaker, place: Place): Section[] {
  const { index, request, say } = speaker
  const free = index.terms.freeShipping
  if (!free || request.mentions.length === 0 || !/ (?:gratis|free|kena|bebas|ongkir) /.test(request.reading.line)) return []
  const wish = wishOf(speaker)
  if (wish.lines.length === 0) return []
  const { goods, lines, unpriced } = quote(index, { ...wish, promos: [] })
  if (unpriced.length > 0) return []
  const choice = shippingChoices(index, place, lines.map((line) => line.row), request.method).find((rule) => isFreeTo(index, rule, place, goods))
  if (!choice) return []
  const items = lines.map((line) => say.line(line.quantity, nameOf(say, line.row), line.unitPrice, line.amount))
  return [
    section(`${say.qualifiesFree(goods)} ${say.feeFree(choice.option.method, place.name, choice.option.eta)}\n${items.join('\n')}`, [shippingSource(choice.option), ...lines.map((line) => productSource(line.row))], lines.map((line) => line.row.sku), [goods, ...lines.map((line) => line.amount)]),
  ]
}

function freeRule({ index, say }: Speaker): Section[] {
  const free = index.terms.freeShipping
  if (!free) return []
  return [section(free.text ? say.quoted([free.text]) : say.freeFrom(free.over), [{ kind: 'faq', ref: 'gratis ongkir', text: `${free.text} ${free.over}` }])]
}

function notReached(speaker: Speaker, place: Place, quoted: Section[]): DeliveryAnswer {
  const { index, say } = speaker
  const rows = mentionedRows(speaker)
  const general = index.terms.shipping.filter((rule) => reaches(rule, place) > 0)
  if (general.length > 0 && rows.length > 0) {
    // Some goods go there, these do not.
    const what = rows.length === 1 ? nameOf(say, rows[0]) : rows[0].product.name
    const travel = index.variants.filter((row) => row.stock > 0 && general.some((rule) => rule.only?.has(row.id)) && row.nameWords.some((word) => rows[0].nameWords.includes(word) && index.weightOf(word) > 0.25))
    const items = travel.slice(0, 3).map((row) => say.priceItem(nameOf(say, row), row.price, ''))
    const instead = items.length > 0 ? [section(say.insteadOf(items), travel.slice(0, 3).map(productSource), travel.slice(0, 3).map((row) => row.sku))] : []
    return {
      sections: [section(say.goodsCannotTravel(what, place.name), [...general.map((rule) => shippingSource(rule.option)), ...rows.slice(0, 1).map(productSource)], rows.map((row) => row.sku)), ...quoted.slice(0, 2), ...instead],
      needsPerson: false,
    }
  }
  return { sections: [...quoted.slice(0, 1), section(say.notReached(place.name)), section(say.adminWillAnswer())], needsPerson: true }
}

function allAreas({ index, say }: Speaker): Section {
  const rules = index.terms.shipping
  const items = rules.map(({ option, perKg }) => optionLine(say, option, perKg))
  return section(say.areas(items), rules.map(({ option }) => shippingSource(option)))
}
