import { indonesianRoots } from '#models/language/lexicon'
import { generalWords } from '../words/lexicon.ts'
import type { Intent } from '../understand/intents.ts'
import { asksPrice } from '../understand/rules.ts'
import { deliverySections } from './delivery.ts'
import { section, type Action, type Section } from './draft.ts'
import { mentionedRows, nameOf, priceSections, stockSections, type Speaker } from './goods.ts'
import { asksCatalogue, catalogueSections } from './catalogue.ts'
import { clearAnswer, describe, infoSections } from './info.ts'
import { orderSection, ownOrder, statusSections } from './order-status.ts'
import { needsPersonToShip, totalSections } from './ordering.ts'
import { methodList, paymentSections } from './paying.ts'
import { promoSections } from './promotions.ts'
import { hasWish, recommendSections, superlative } from './recommend.ts'
import { productSource } from './sources.ts'
import { questionTerms, topicsAsked } from './retrieve.ts'
import { complaintSections, returnSections } from './trouble.ts'
import { visitSections } from './visiting.ts'

/** What one intent contributes; `handoff` names the reason when a person must take over. */
export interface Part {
  sections: Section[]
  handoff?: string
  actions?: Action[]
}

type Composer = (speaker: Speaker, phone: string | null) => Part

/** What to answer for each intent. */
export const composers: Record<Intent, Composer> = {
  greeting: ({ index, request, say }) => {
    const { line } = request.reading
    const { name } = index.knowledge.shop
    if (/ assalamualaikum /.test(line)) return { sections: [section(say.salam(name))] }
    return { sections: [section(/ (?:ini|dengan|benar|betul) .*(?:ya|kan|bukan) /.test(line) ? say.yesThisIs(name) : say.greeting(name))] }
  },
  thanks: ({ request, say }) => ({ sections: [section(request.cues.has('praise') ? say.gladItArrived() : say.thanks())] }),
  price: (speaker) => priced(speaker),
  availability: (speaker) => available(speaker),
  product_info: (speaker) => informed(speaker),
  recommendation: (speaker) => recommended(speaker),
  order: (speaker) => ordered(speaker),
  order_status: (speaker, phone) => {
    const { sections, needsPerson } = statusSections(speaker, phone)
    return { sections, ...(needsPerson ? { handoff: 'order_status' } : {}) }
  },
  payment: (speaker, phone) => paid(speaker, phone),
  shipping: (speaker) => {
    const { wanted, place } = speaker.request
    if (place && wanted.some((line) => line.quantity !== null)) return { sections: totalSections(speaker), ...(needsPersonToShip(speaker) ? { handoff: 'shipping' } : {}) }
    const { sections, needsPerson } = deliverySections(speaker)
    const goods = mentionedRows(speaker)
    const named = goods.length > 0 && goods.length <= 6 && speaker.request.isNamed ? [section('', [], goods.map((row) => row.sku))] : []
    return { sections: [...sections, ...named], ...(needsPerson ? { handoff: 'shipping' } : {}) }
  },
  location_hours: (speaker) => {
    const sections = visitSections(speaker)
    return { sections, ...(sections.some(({ text }) => text === speaker.say.unknown()) ? { handoff: 'unknown' } : {}) }
  },
  promo: (speaker) => ({ sections: promoSections(speaker) }),
  negotiation: (speaker) => bargained(speaker),
  complaint: (speaker, phone) => ({
    sections: complaintSections(speaker, ownOrder(speaker, phone)),
    handoff: 'complaint',
    actions: ['open_ticket', 'alert_owner'],
  }),
  return_refund: (speaker, phone) => returned(speaker, phone),
  custom_request: (speaker) => customised(speaker),
  wholesale: (speaker) => wholesaled(speaker),
  human: ({ say }) => ({ sections: [section(say.toPerson())], handoff: 'human' }),
  opt_out: ({ say }) => ({ sections: [section(say.optedOut())], actions: ['opt_out'] }),
  other: (speaker) => otherwise(speaker),
}

function priced(speaker: Speaker): Part {
  const { request } = speaker
  if (request.mentions.length === 0 && asksCatalogue(request.reading.line)) return { sections: catalogueSections(speaker) }
  if (request.mentions.length === 0) return superlative.test(request.reading.line) ? recommended(speaker) : informed(speaker)
  // "Payungnya berapa?" after a sum asks for one price; what is wanted stays as it was.
  const isAside = request.isNamed && request.mentions.every(({ quantity, rows }) => quantity === null && !request.wanted.some((line) => line.rows.some((id) => rows.includes(id))))
  const wantsTotal = request.cues.has('ask-total') || (!isAside && request.wanted.some((line) => (line.quantity ?? 0) > 1))
  if (wantsTotal) return { sections: totalSections(speaker) }
  return { sections: priceSections(speaker) }
}

function available(speaker: Speaker): Part {
  const { request } = speaker
  if (request.mentions.length === 0 && asksCatalogue(request.reading.line)) return { sections: catalogueSections(speaker) }
  // "Wifi ada?", "kamar pas ada?": what the shop's texts answer is no missing product.
  if (request.mentions.length === 0 && request.unknownItems.length > 0 && clearAnswer(speaker, ['faq'], 0.6).length > 0) return informed(speaker)
  const sections = stockSections(speaker)
  if (sections.length > 0) return { sections }
  return hasWish(speaker) && request.cues.has('ask-advice') ? recommended(speaker) : informed(speaker)
}

function informed(speaker: Speaker): Part {
  const { say, request } = speaker
  const rows = mentionedRows(speaker)
  if (rows.length === 0 && request.reading.words.length <= 4 && asksCatalogue(request.reading.line)) return { sections: catalogueSections(speaker) }
  if (/ beda /.test(speaker.request.reading.line) && rows.length > 1 && rows.length <= 4) return { sections: [...clearAnswer(speaker, ['faq'], 0.5).slice(0, 1), ...describe(speaker, rows, 4), ...priceSections(speaker)] }
  const sections = infoSections(speaker)
  const about = rows.length > 0 && rows.length <= 8 ? [section('', [], rows.map((row) => row.sku))] : []
  const priced = rows.length > 0 && rows.length <= 6 && asksPrice(speaker.request.reading.line) ? priceSections(speaker) : []
  if (sections) return { sections: [...priced, ...sections, ...about] }
  if (rows.length > 0 && speaker.request.cues.size === 0 && questionTerms(speaker.request).size === 0) return { sections: priceSections(speaker) }
  // What is written of the thing may help; whether it answers, a person says.
  const described = rows.length > 0 && rows.length <= 2 ? describe(speaker, rows) : []
  // Asked in everyday words, the description is the likeliest answer; a word of its own (a certificate, a substance) is not guessed at.
  if (described.length > 0 && [...questionTerms(speaker.request)].every((term) => term.startsWith('#') || generalWords.has(term) || indonesianRoots().has(term)) && !asksSafety(speaker)) {
    return { sections: [...described, section(say.moreFromPerson()), ...about] }
  }
  return { sections: [...described, section(say.unknown()), ...about], handoff: 'unknown' }
}

/** What somebody must not eat or touch is no matter for a likely answer. */
const asksSafety = ({ request }: Speaker): boolean => topicsAsked(request).some((topic) => topic === '#alergi' || topic === '#halal') || / (?:aman|alergi|sakit|hamil|beracun|penderita) /.test(request.reading.line)

function recommended(speaker: Speaker): Part {
  const { say, request } = speaker
  if (request.mentions.length === 0 && !hasWish(speaker) && asksCatalogue(request.reading.line)) return { sections: catalogueSections(speaker) }
  if (!hasWish(speaker)) return { sections: [section(say.askMore())] }
  const sections = recommendSections(speaker)
  return sections.length > 0 ? { sections } : { sections: [section(say.unknown())], handoff: 'unknown' }
}

function ordered(speaker: Speaker): Part {
  const { say, request } = speaker
  if (request.isEmptied) return { sections: [section(say.orderGivenUp())] }
  // "Pesannya paling lambat kapan?" asks about ordering and orders nothing.
  const asksTerms = topicsAsked(request).some((topic) => topic === '#paling lambat' || topic === '#minimal' || topic === '#lama')
  if (asksTerms && !request.cues.has('ask-total')) {
    const told = infoSections(speaker, 'preorder')
    if (told) return { sections: told }
  }
  const sections = totalSections(speaker)
  if (sections.length === 0) {
    const told = clearAnswer(speaker, ['faq', 'policy'], 0.5)
    return { sections: told.length > 0 ? told : [section(say.whichOne())] }
  }
  const isShort = request.wanted.some(({ rows, quantity }) => rows.every((id) => speaker.index.variants[id].stock < (quantity ?? 1)))
  return { sections: [...sections, ...(request.cues.has('ask-total') || isShort ? [] : [section(say.orderPassed())])], ...(needsPersonToShip(speaker) ? { handoff: 'shipping' } : {}) }
}

function paid(speaker: Speaker, phone: string | null): Part {
  const { sections, needsPerson } = paymentSections(speaker)
  const { line } = speaker.request.reading
  const asksOwn = speaker.request.cues.has('ask-total') || / (?:kemarin|tagihan) /.test(line) || (/ pesan /.test(line) && / berapa /.test(line))
  const order = asksOwn ? ownOrder(speaker, phone) : null
  if (order?.status === 'menunggu_pembayaran') {
    return { sections: [orderSection(speaker, order), methodList(speaker)], ...(needsPerson ? { handoff: 'payment' } : {}) }
  }
  return { sections, ...(needsPerson ? { handoff: 'account_number' } : {}) }
}

function bargained(speaker: Speaker): Part {
  const { say } = speaker
  const rows = mentionedRows(speaker)
  const firm = rows.length > 0 && rows.length <= 3 ? rows.map((row) => section(row.price === null ? say.priceOf(nameOf(say, row), null) : say.priceFirm(nameOf(say, row), row.price), [productSource(row)], [row.sku])) : [section(say.priceFirmPlain(), [], rows.map((row) => row.sku))]
  return { sections: [...firm.slice(0, 2), ...bargainingRule(speaker)] }
}

/** The shop's own sentence about bargaining. */
function bargainingRule({ index, say }: Speaker): Section[] {
  const faq = index.knowledge.shop.faqs.find(({ question }) => /tawar|nego|kurang|diskon/i.test(question))
  return faq ? [section(say.quoted([faq.answer]), [{ kind: 'faq', ref: faq.question, text: faq.answer }])] : []
}

function returned(speaker: Speaker, _phone: string | null): Part {
  const { request, say } = speaker
  if (request.isEmptied) return { sections: [section(say.orderGivenUp())] }
  const sections = returnSections(speaker)
  const givesUp = / (?:mau|minta|tolong|jadi) (?:\S+ )?batal /.test(request.reading.line) && !/ (?:kalau|misal|jika|bila|nanti) /.test(request.reading.line)
  const isOwnCase = givesUp || / (?:saya|kemarin|sudah|barangku|pesananku|my) /.test(request.reading.line + request.previous.intent) || request.previous.intent !== null
  const isAsked = / (?:dong|minta|tolong|mau|saja) /.test(request.reading.line) && !/ (?:kalau|misal|jika|bila|nanti) /.test(request.reading.line)
  const happened = request.cues.has('angry') || / (?:batal|refund) /.test(request.reading.line)
  if ((isOwnCase || (isAsked && request.cues.has('angry'))) && happened) return { sections: [...sections, section(say.returnPassed())], handoff: 'return_refund' }
  return { sections }
}

function customised(speaker: Speaker): Part {
  const { index, request, say } = speaker
  const rows = mentionedRows(speaker)
  // Without a word of wishing it is a question, when the shop's texts speak of it.
  if (!wishes.test(request.reading.line) && clearAnswer(speaker, ['product', 'faq'], 0.45).length > 0) return informed(speaker)
  const documented = clearAnswer(speaker, ['policy', 'faq'], 0.55, 'custom')
  const isChosen = rows.length <= 4 || request.wanted.some((line) => line.quantity !== null)
  const priced = rows.length > 0 && isChosen && request.isNamed && (asksPrice(request.reading.line) || request.wanted.length > 0) ? totalSections(speaker) : []
  const about = [...priced, ...(rows.length <= 8 ? [section('', [], rows.map((row) => row.sku))] : [])]
  if (documented.some(({ text }) => settlesWish(text, request.reading.line))) return { sections: [...documented, ...about] }
  if (documented.length > 0) return { sections: [...documented, section(say.customPassed()), ...about], handoff: 'custom_request' }
  const policy = index.knowledge.shop.policies.find(({ kind }) => kind === 'custom')
  const quoted = policy ? [section(say.quoted([policy.text]), [{ kind: 'policy', ref: 'custom', text: policy.text }])] : []
  return { sections: [...quoted, section(say.customPassed()), ...about], handoff: 'custom_request' }
}

const wishes = / (?:bikin|buatkan|minta|request|custom|tambah|ganti|tukar|ubah|bordir|sablon|ukir|cetak|tulis|desain|bentuk|tanpa|kurang|khusus|sendiri|tema|model|gambar|pesan) /

/** Whether a sentence of the shop leaves nothing for a person to work out: no "dihitung", and the sum where one is asked. */
const settlesWish = (text: string, line: string): boolean => {
  if (/dihitung|ditanya|tanya\b|tergantung|dibicarakan|dibahas|didiskusikan|konsultasi|hubungi|menyesuaikan|dicek|digambar|kirim (?:gambar|ukuran|foto|desain|sketsa)|dari (?:foto|gambar|sketsa)|oleh (?:bu|pak|mas|mbak)/i.test(text)) return false
  const asksSum = / (?:berapa|biaya|nambah|tambah|bayar|ongkos|harga|fee) /.test(line)
  return !asksSum || /rp ?\d|\d ?%|persen|gratis|tanpa (?:biaya|tambahan)|harga sama|tidak ada (?:biaya|tambahan)/i.test(text)
}

function wholesaled(speaker: Speaker): Part {
  const { index, request, say } = speaker
  const policy = index.knowledge.shop.policies.find(({ kind }) => kind === 'wholesale')
  const quoted = policy ? [section(say.quoted([policy.text]), [{ kind: 'policy', ref: 'wholesale', text: policy.text }])] : []
  const isLetter = request.cues.has('letter') || / (?:penawaran|faktur|npwp|proposal) /.test(request.reading.line)
  const counted = request.wanted.some((line) => line.quantity !== null)
  const sums = counted || request.mentions.length > 0 ? totalSections(speaker) : []
  const extra = clearAnswer(speaker, ['policy', 'faq'], 0.5).filter(({ text }) => !policy?.text.includes(text))
  // An official quotation is a person's: the list price is told, no sum is.
  if (isLetter) return { sections: [section(say.letterPassed()), ...(request.mentions.length > 0 && request.mentions.length <= 4 ? priceSections(speaker) : [])], handoff: 'wholesale' }
  return counted ? { sections: [...sums, ...extra, ...quoted] } : { sections: [...quoted, ...extra, ...(request.mentions.length > 0 ? priceSections(speaker) : [])] }
}

function otherwise(speaker: Speaker): Part {
  const { index, request, say } = speaker
  const rows = mentionedRows(speaker)
  if (request.cues.has('private')) return { sections: [section(say.private())], actions: ['refuse'] }
  if (request.cues.has('inject')) {
    const price = rows.length > 0 && rows.length <= 3 ? priceSections(speaker) : []
    return { sections: [section(say.cannotChange()), ...price], actions: ['refuse'] }
  }
  if (/ (?:kamu|anda) /.test(request.reading.line) && / (?:siapa|bot|manusia|ai) /.test(request.reading.line) || / bantu apa /.test(request.reading.line)) return { sections: [section(say.assistant(index.knowledge.shop.name))] }
  // A few words after a complaint or a question for a person are no new matter: somebody is on it.
  if (request.previous.isPassedOn && request.reading.words.length <= 6) return { sections: [section(say.stillPassed())], handoff: 'human' }
  if (request.cues.has('spam')) return { sections: [section(say.notInterested())] }
  const documented = clearAnswer(speaker, ['faq', 'policy'], 0.6)
  if (documented.length > 0) return { sections: documented }
  if (request.reading.words.length === 0) return { sections: [section(say.greeting(index.knowledge.shop.name))] }
  return { sections: [section(say.offTopic(index.knowledge.shop.name))] }
}

