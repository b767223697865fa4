import type { Speaker } from './goods.ts'
import { section, type Section } from './draft.ts'
import { reaches } from '../knowledge/shipping-rules.ts'
import { clearAnswer } from './info.ts'
import { findPlaces, foldWords } from '../understand/places.ts'
import { depositSections } from './ordering.ts'

interface PaymentAnswer {
  sections: Section[]
  needsPerson: boolean
}

/** How to pay, whether a way is possible, the deposit; account numbers are never told by the assistant. */
export function paymentSections(speaker: Speaker): PaymentAnswer {
  const { index, request, say } = speaker
  const { line } = request.reading
  if (index.knowledge.shop.paymentMethods.length === 0) {
    // With no way of paying on file, none is refused either: only a person can tell.
    const told = [...(/ dp /.test(line) ? depositSections(speaker) : []), ...clearAnswer(speaker, ['faq', 'policy'], 0.5)]
    return told.length > 0 ? { sections: told, needsPerson: false } : { sections: [section(say.unknown())], needsPerson: true }
  }
  if (request.cues.has('account') || / (?:transfer|tf) (?:ke ?mana|ke nomor|ke bank apa|kemana) /.test(line)) {
    const asksNumber = request.cues.has('account')
    return { sections: [...(asksNumber ? [section(say.accountByAdmin())] : []), methodList(speaker)], needsPerson: asksNumber }
  }
  const sections: Section[] = []
  const asksDeposit = / dp /.test(line)
  if (asksDeposit) sections.push(...depositSections(speaker))
  const asked = askedMethods(line)
  // "Aku di Kendal tapi": where money is taken at the door is all that a place changes.
  if (asked.length === 0 && request.details.places.length > 0 && request.previous.asksCod) asked.push(...methods.filter(({ name }) => name === 'COD'))
  for (const method of asked) sections.push(...judgeMethod(speaker, method))
  if (sections.length === 0) {
    // "Bayar pakai apa" asks for the ways, whatever else the shop says of paying.
    const asksWays = / (?:bayar|transfer) (?:\S+ )?(?:apa|mana|dimana|kemana|bagaimana) /.test(line)
    const quoted = asksWays ? [] : clearAnswer(speaker, ['faq', 'policy'], 0.5, 'deposit')
    sections.push(...quoted, ...(quoted.length === 0 || / (?:apa|cara|bagaimana|kemana|lewat) /.test(line) ? [methodList(speaker)] : []))
  }
  return { sections, needsPerson: false }
}

export const methodList = ({ index, say }: Speaker): Section =>
  section(say.payBy(index.knowledge.shop.paymentMethods), index.knowledge.shop.paymentMethods.map((method) => ({ kind: 'payment', ref: method, text: method })))

interface Method {
  name: string
  said: RegExp
  /** In a payment method of the shop. */
  known: RegExp
}

const methods: Method[] = [
  { name: 'COD', said: / (?:cod|bayar (?:di|pas|saat|waktu|ketika) (?:rumah|tempat|barang|sampai|datang|terima)|bayar rumah|bayar barang|bayar tempat) /, known: /\bcod\b|bayar di tempat/i },
  { name: 'QRIS', said: / qris /, known: /qris/i },
  { name: 'Kredivo', said: / kredivo /, known: /kredivo/i },
  { name: 'Akulaku', said: / akulaku /, known: /akulaku/i },
  { name: 'cicilan', said: / cicil /, known: /cicil|kredivo|akulaku|kredit(?! ?card)/i },
  { name: 'paylater', said: / paylater /, known: /pay ?later/i },
  { name: 'kartu kredit', said: / (?:kartu kredit|kartu cicil|credit kartu|credit card|visa|mastercard) /, known: /kartu kredit|credit|visa/i },
  { name: 'kartu debit', said: / (?:kartu|debit|edc|gesek) (?!kredit|ucapan|cicil)/, known: /debit|edc|kartu/i },
  { name: 'tunai', said: / tunai /, known: /tunai|cash/i },
  { name: 'GoPay', said: / (?:gopay|go pay|gojek pay) /, known: /gopay/i },
  { name: 'OVO', said: / ovo /, known: /\bovo\b/i },
  { name: 'DANA', said: / (?:pakai|lewat|via|bayar|bisa|ada|transfer) dana | dana (?:bisa|ada|ya|tidak) /, known: /\bdana\b/i },
  { name: 'ShopeePay', said: / (?:shopeepay|shopee pay|spay|shopee) /, known: /shopee ?pay/i },
  { name: 'LinkAja', said: / (?:linkaja|link aja) /, known: /link ?aja/i },
  { name: 'PayPal', said: / paypal /, known: /paypal/i },
  { name: 'virtual account', said: / (?:virtual account|va) /, known: /virtual|\bva\b/i },
  { name: 'transfer BCA', said: / bca /, known: /bca/i },
  { name: 'transfer BRI', said: / bri /, known: /bri\b/i },
  { name: 'transfer BNI', said: / bni /, known: /bni/i },
  { name: 'transfer BSI', said: / bsi /, known: /bsi/i },
  { name: 'transfer Mandiri', said: / mandiri /, known: /mandiri/i },
  { name: 'transfer', said: / transfer (?!bca|bri|bni|bsi|mandiri)/, known: /transfer/i },
  { name: 'dompet digital', said: / dompet digital /, known: /pay|ovo|dana/i },
  { name: 'rekber', said: / (?:rekber|rekening bersama) /, known: /rekber/i },
]

const askedMethods = (line: string): Method[] => {
  const asked = methods.filter(({ said }) => said.test(line))
  return asked.length > 1 ? asked.filter(({ name }) => name !== 'transfer') : asked
}

function judgeMethod(speaker: Speaker, { name, known }: Method): Section[] {
  const { index, request, say } = speaker
  const own = index.knowledge.shop.paymentMethods.filter((method) => known.test(method))
  const told = index.sentences.sentences.filter(({ kind, ref, text }) => (kind === 'faq' || kind === 'policy') && (known.test(text) || known.test(ref))).slice(0, 2)
  const quotes = told.map(({ text, kind, ref }) => section(say.quoted([text]), [{ kind, ref, text }]))
  if (own.length === 0) {
    if (quotes.length > 0) return quotes
    return [section(say.payNo(name)), methodList(speaker)]
  }
  const sources = own.map((method) => ({ kind: 'payment' as const, ref: method, text: method }))
  const limited = own.map((method) => ({ method, areas: findPlaces(foldWords(method)).map((place) => place.name) })).find(({ areas }) => areas.length > 0)
  const { place } = request
  // "COD lewat Kurir Toko" goes no further than that courier does.
  const carried = own.find((method) => {
    const rules = index.terms.shipping.filter(({ option }) => method.toLowerCase().includes(option.method.toLowerCase()))
    return place !== null && rules.length > 0 && rules.every((rule) => reaches(rule, place) === 0)
  })
  if (carried !== undefined && place) return [section(`${say.payNo(`${name} ke ${place.name}`)} ${say.payOnly(carried)}`, sources)]
  if (limited && place && !limited.areas.some((area) => place.within.includes(area))) {
    return [section(`${say.payNo(`${name} ke ${place.name}`)} ${say.payOnly(limited.method)}`, sources)]
  }
  return [section(say.payYes(say.list(own)), sources), ...quotes.slice(0, 1)]
}
