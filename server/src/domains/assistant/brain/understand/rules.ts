import type { CartChange } from './cart.ts'
import type { FaqMatch } from './faq-match.ts'
import { insults } from './mood.ts'
import type { Details } from './details.ts'
import type { Intent } from './intents.ts'
import type { Mention } from './mentions.ts'
import type { Reading } from './reading.ts'
import type { DialogueState } from './request.ts'

/** What the shop's files and the conversation add to a message's own words. */
export interface Circumstances {
  reading: Reading
  details: Details
  cues: ReadonlySet<string>
  mentions: readonly Mention[]
  isNamed: boolean
  /** Nothing but names of goods. */
  isOnlyGoods: boolean
  counts: number
  mostCounted: number
  unknownItems: readonly string[]
  hasOwnOrder: boolean
  namesOwnOrder: boolean
  /** An order of the sender's was cancelled; one waits to be paid. */
  hasCancelled: boolean
  owes: boolean
  meansPromo: boolean
  reachesWholesale: boolean
  /** Some running promotion holds for the goods spoken of. */
  isOnPromo: boolean
  /** Some running promotion is for these goods on the day of the week that is named. */
  isPromoDay: boolean
  namesShop: boolean
  hasBudget: boolean
  faq: FaqMatch | null
  /** Words of the message that anything in the shop's catalogue or texts has. */
  shopShare: number
  /** How well a sentence of the goods' own text or of an answer speaks of the question. */
  told: number
  /** The descriptions of the goods named have every further word of the message. */
  isDescribed: boolean
  isUpset: boolean
  /** A bare number in answer to a price, a little below it: `25 ya bu`. */
  isBid: boolean
  /** Some other buyer is called by name. */
  namesCustomer: boolean
  /** A clause ends with the question whether the thing is there. */
  endsInOffer: boolean
  changesCart: CartChange
  previous: DialogueState
}

interface Rule {
  when(c: Circumstances, line: string): boolean
  add: Partial<Record<Intent, number>>
}

/** Adds to the log probabilities of the classifier; about 2 turns an uncertain decision, 5 settles it. */
export function ruleScores(circumstances: Circumstances): Partial<Record<Intent, number>> {
  const { line } = circumstances.reading
  const sum: Partial<Record<Intent, number>> = {}
  for (const { when, add } of rules) {
    if (!when(circumstances, line)) continue
    for (const [intent, weight] of Object.entries(add) as [Intent, number][]) sum[intent] = (sum[intent] ?? 0) + weight
  }
  const { faq, isUpset } = circumstances
  if (faq && !isUpset && faq.score > 0.45 && (faq.intent !== 'complaint') && !(circumstances.counts > 0 && has(circumstances, 'ask-total'))) sum[faq.intent] = (sum[faq.intent] ?? 0) + Math.min(3.5, 4.5 * faq.score)
  return sum
}

const has = (c: Circumstances, ...names: string[]): boolean => names.some((name) => c.cues.has(name))
const only = (c: Circumstances, allowed: readonly string[]): boolean => [...c.cues].every((cue) => allowed.includes(cue))
const filler = ['exist', 'what', 'ok', 'greet', 'which', 'praise', 'for-person', 'how-many', 'ask-info', 'when']

const rules: Rule[] = [
  // Without any sign of it an intent is unlikely, whatever the words resemble.
  { when: (c) => !has(c, 'ask-status', 'my-order') && c.details.orderNumber === null && !c.namesOwnOrder, add: { order_status: -1.5 } },
  { when: (c) => !has(c, 'haggle') && c.details.money.length === 0, add: { negotiation: -1.12 } },
  { when: (c) => !has(c, 'angry', 'lack', 'mismatch', 'return') && !c.isUpset, add: { complaint: -1.12 } },
  { when: (c) => !has(c, 'ask-person', 'bot'), add: { human: -1.12 } },
  { when: (c) => !has(c, 'stop'), add: { opt_out: -1.5 } },
  { when: (c) => !has(c, 'resale', 'letter') && !c.reachesWholesale, add: { wholesale: -1.12 } },
  { when: (c) => !has(c, 'where-shop', 'hours', 'where') && c.details.days.length === 0, add: { location_hours: -1.5 } },
  { when: (c) => !has(c, 'ask-pay', 'account', 'cod'), add: { payment: -1.5 } },
  { when: (c) => !has(c, 'ask-ship') && c.details.places.length === 0, add: { shipping: -1.5 } },
  { when: (c) => !has(c, 'ask-promo') && !c.meansPromo && c.details.promos.length === 0, add: { promo: -1.5 } },
  { when: (c) => c.reading.words.length > 6 || (has(c, 'greet') && c.reading.words.length > 4 && c.cues.size > 1), add: { greeting: -4 } },
  { when: (c) => c.isNamed && c.reading.words.length > 2, add: { greeting: -5, other: -1 } },
  // The shop's own numbers and codes.
  { when: (c) => c.details.orderNumber !== null && !has(c, 'angry', 'return'), add: { order_status: 5 } },
  { when: (c) => c.details.promos.length > 0, add: { promo: 5 } },
  { when: (c) => c.details.unknownCode !== null, add: { promo: 2 } },
  { when: (c) => c.meansPromo && !has(c, 'stop'), add: { promo: 3 } },
  { when: (c, line) => c.isPromoDay && asksPrice(line) && !has(c, 'hours', 'ask-ship', 'ask-pay', 'stop'), add: { promo: 7, price: -3 } },
  // A product and nothing else is a question for its price.
  { when: (c) => c.isOnlyGoods, add: { price: 5, product_info: 1 } },
  { when: (c, line) => c.isNamed && asksPrice(line) && !has(c, 'ask-ship', 'ask-pay', 'ask-promo', 'hours', 'ask-status', 'my-order', 'want-buy', 'custom', 'resale', 'ask-total', 'lack', 'ask-info', 'fee'), add: { price: 2 } },
  { when: (c) => c.isNamed && has(c, 'ask-stock') && !has(c, 'ask-price', 'ask-ship', 'ask-promo', 'ask-pay', 'ask-info', 'custom', 'haggle', 'resale'), add: { availability: 1.5 } },
  { when: (c) => c.unknownItems.length > 0 && has(c, 'ask-stock', 'sell') && !has(c, 'ask-ship', 'ask-pay', 'where-shop', 'custom', 'ask-promo'), add: { availability: 3 } },
  { when: (c) => c.isNamed && has(c, 'ask-info') && !has(c, 'ask-ship', 'ask-pay', 'ask-promo', 'custom', 'ask-price', 'want-buy', 'ask-advice', 'my-order', 'angry', 'return', 'resale', 'haggle', 'ask-stock'), add: { product_info: 2 } },
  { when: (c, line) => c.isNamed && has(c, 'ask-info') && / berapa /.test(line) && !has(c, 'ask-price', 'ask-ship', 'ask-pay', 'want-buy', 'resale', 'custom'), add: { product_info: 1.5 } },
  { when: (c) => c.isNamed && has(c, 'ask-info') && has(c, 'for-person') && c.reading.marks.includes('?') && !c.hasBudget && !has(c, 'ask-advice'), add: { product_info: 2.5 } },
  { when: (c, line) => c.isNamed && / ada /.test(line.slice(0, 12)) && !/ ada (?:\S+ )?(?:garansi|isi|rasa|bahan|sertifikat|promo|diskon) /.test(line) && !has(c, 'ask-price', 'ask-advice', 'ask-ship', 'custom'), add: { availability: 3 } },
  { when: (c, line) => c.isNamed && / (?:bikin|buat|buatkan|bikinkan|custom|dibikin|dibuatkan) /.test(line) && (c.reading.quantities.some(({ type }) => type === 'dimensions') || / ukuran (?:khusus|sendiri|lain) /.test(line)) && c.counts === 0, add: { custom_request: 4, price: -2 } },
  { when: (c, line) => c.isNamed && / (?:tahan|awet|kuat) (?:berapa|lama|sampai|hari) /.test(line) && !/ (?:ongkir|ongkos) /.test(line), add: { product_info: 5, shipping: -2 } },
  { when: (c, line) => c.isNamed && / ada (?:tidak )?(?:mas |mbak |kak |bu |pak |min |om |ya |bang |sis )*$/.test(line) && / (?:untuk|yang) /.test(line) && !c.isDescribed, add: { availability: 2.5, product_info: -1 } },
  { when: (c, line) => c.isNamed && / (?:boleh|harus|perlu|aman|wajib) /.test(line.slice(0, 60)) && has(c, 'ask-info') && !has(c, 'ask-ship', 'ask-pay', 'ask-promo', 'haggle', 'return', 'custom', 'want-buy'), add: { product_info: 2.5 } },
  { when: (c, line) => !c.isNamed && c.unknownItems.length > 0 && / (?:dekat|deket|sekitar|daerah|sebelah) (?:situ|sini|sana|toko|kedai) /.test(line), add: { other: 4, availability: -2 } },
  { when: (c, line) => c.isNamed && has(c, 'angry') && !c.isUpset && / \S+ (?:apa|atau) \S+ $/.test(line) && !/ (?:kok|kemarin|datang|sampai|terima|saya) /.test(line), add: { product_info: 3.5, complaint: -3 } },
  { when: (c, line) => has(c, 'angry') && !c.isUpset && / (?:pakai apa|cara|bagaimana (?:biar|supaya)) /.test(line) && !/ (?:kemarin|datang|sampai|terima) /.test(line), add: { product_info: 4, complaint: -3 } },
  // A part exchanged for another before it is made is a wish, no return.
  { when: (c, line) => / (?:isi|rasa|topping|menu|warna|model|lauk) (?:\S+ ){0,3}(?:tukar|ganti|pilih) /.test(line) && !has(c, 'angry', 'mismatch', 'my-order'), add: { custom_request: 4, return_refund: -5 } },
  { when: (c) => c.mentions.some(({ unknownBeside }) => unknownBeside.length > 0) && c.isNamed && has(c, 'want-buy') && / bisa /.test(c.reading.line) && c.reading.marks.includes('?') && c.counts === 0 && !has(c, 'ask-ship', 'ask-pay', 'ask-promo', 'haggle', 'ask-total'), add: { custom_request: 4 } },
  { when: (c) => c.isNamed && c.endsInOffer && !has(c, 'ask-ship', 'ask-pay', 'ask-promo', 'custom', 'ask-advice', 'ask-price'), add: { availability: 2, product_info: -1 } },
  { when: (c) => c.told >= 0.6 && !c.isUpset && !has(c, 'ask-price', 'ask-total', 'ask-stock', 'want-buy', 'ask-promo', 'ask-pay', 'ask-ship', 'resale', 'return', 'my-order', 'ask-advice', 'haggle', 'mismatch'), add: { product_info: 1.5, custom_request: -1.5, complaint: -1.5 } },
  // "Wifinya ada?": no missing product where the shop's questions speak of it.
  { when: (c) => !c.isNamed && c.unknownItems.length > 0 && (c.faq?.score ?? 0) >= 0.6 && c.faq?.intent === 'product_info', add: { product_info: 2.5, availability: -2 } },
  // What the thing's own description speaks of is a question about the thing, whatever else the words resemble.
  { when: (c) => c.isDescribed && !has(c, 'ask-price', 'ask-total', 'ask-stock', 'want-buy', 'ask-promo', 'ask-pay', 'ask-ship', 'resale', 'return', 'my-order', 'ask-advice') && !c.isUpset, add: { product_info: 3, negotiation: -2.5, custom_request: -1 } },
  { when: (_, line) => / (?:nomor|ukuran|size) berapa /.test(line) && !/ (?:harga|ongkir|rekening|telepon) /.test(line), add: { product_info: 3, price: -2 } },
  { when: (c, line) => !c.hasOwnOrder && / (?:pesan|beli|order|bayar|transfer) (?:\S+ )?(?:sekarang|hari ini|malam ini|besok|siang ini) /.test(line) && / (?:kirim|sampai|kapan|berangkat) /.test(line) && c.counts === 0, add: { shipping: 4, order_status: -3 } },
  { when: (c, line) => c.isNamed && / (?:bisa|boleh|dapat) (?:pilih|request|milih) /.test(line), add: { product_info: 2.5, recommendation: -2.5 } },
  // A short message lives on what was said before.
  { when: (c) => isElliptic(c) && (c.previous.intent === 'price' || c.previous.intent === 'product_info'), add: { price: 3 } },
  { when: (c, line) => isElliptic(c) && c.previous.intent === 'price' && line.startsWith(' yang '), add: { price: 4 } },
  { when: (c) => isElliptic(c) && c.previous.intent === 'availability' && c.counts === 0, add: { availability: 3 } },
  { when: (c) => isElliptic(c) && c.previous.intent === 'shipping' && c.details.places.length > 0, add: { shipping: 4 } },
  { when: (c) => c.previous.intent === 'location_hours' && c.details.days.length > 0 && c.reading.words.length < 8, add: { location_hours: 4 } },
  { when: (c) => c.previous.intent === 'payment' && has(c, 'ask-pay', 'cod') && !has(c, 'ask-total'), add: { payment: 3 } },
  { when: (c, line) => c.previous.focus.length > 0 && c.counts > 0 && !c.isNamed && / (?:tidak|bisa|ada|cukup|butuh|perlu) /.test(line) && c.previous.intent === 'availability' && !has(c, 'haggle', 'ask-promo', 'ask-total', 'resale'), add: { availability: 5 } },
  { when: (c) => c.previous.focus.length > 0 && c.counts > 0 && has(c, 'ask-total') && !c.reachesWholesale && !has(c, 'ask-promo', 'resale', 'custom', 'ask-pay'), add: { order: 3, price: 1 } },
  { when: (c) => c.changesCart !== null && c.changesCart !== 'empty', add: { order: 7, negotiation: -6, return_refund: -6, complaint: -5, product_info: -4 } },
  { when: (c) => c.changesCart === 'empty', add: { return_refund: 4, order: 2, complaint: -4 } },
  { when: (c) => c.counts > 0 && (c.isNamed || c.previous.focus.length > 0) && has(c, 'want-buy') && c.details.promos.length === 0 && !c.reachesWholesale && !has(c, 'mismatch', 'haggle', 'ask-promo', 'resale', 'letter', 'lack', 'angry', 'ask-ship', 'ask-stock', 'custom', 'ask-advice'), add: { order: 2.5 } },
  { when: (c, line) => c.counts > 0 && / bisa /.test(line) && c.reading.marks.includes('?') && (c.isNamed || c.previous.focus.length > 0) && !has(c, 'ask-total', 'ask-price', 'ask-promo', 'haggle', 'ask-ship', 'custom', 'ask-pay', 'return'), add: { availability: 3 } },
  { when: (c) => c.counts > 0 && c.previous.focus.length > 0 && c.reading.words.length <= 6 && c.details.promos.length === 0 && only(c, ['ok', 'want-buy', 'how-many', 'what']), add: { order: 3 } },
  { when: (c) => has(c, 'ask-total') && (c.counts > 0 || c.previous.wanted.length > 0) && !c.reachesWholesale && !has(c, 'ask-promo', 'pay-method', 'resale', 'custom', 'mismatch'), add: { order: 2.5, shipping: -2 } },
  { when: (c, line) => c.reachesWholesale && (asksPrice(line) || / (?:harga|jadi|per) /.test(line)) && !has(c, 'pay-method') && !(has(c, 'custom') && !asksPrice(line)), add: { wholesale: 4.5, order: -2 } },
  // A discount for many of what no promotion is for is the shop's discount by quantity.
  { when: (c, line) => c.reachesWholesale && !c.isOnPromo && c.details.promos.length === 0 && / (?:diskon|potongan) /.test(line) && !/ (?:promo|voucher|kupon|kode) /.test(line), add: { wholesale: 5, promo: -3, order: -2 } },
  { when: (c) => c.mostCounted > 0 && c.mostCounted < 5 && !c.reachesWholesale && !has(c, 'resale', 'letter'), add: { wholesale: -2 } },
  // To pay for something extra is a question about the thing.
  { when: (c) => has(c, 'fee') && !has(c, 'pay-method', 'ask-ship'), add: { product_info: 2, payment: -4 } },
  { when: (c, line) => has(c, 'pay-method') && / (?:kemana|ke mana|lewat apa|bisa apa|pakai apa) /.test(line), add: { payment: 3 } },
  { when: (c, line) => / kirim /.test(line) && / (?:hari ini|besok|kapan|langsung|hari itu) /.test(line) && !c.namesOwnOrder && !has(c, 'my-order', 'ask-total') && c.counts === 0, add: { shipping: 3 } },
  { when: (c, line) => c.previous.intent === 'promo' && / (?:pakai|kena|dapat|berlaku|potong|masih|bisa) /.test(line) && !has(c, 'ask-ship', 'ask-pay', 'where-shop', 'ask-total'), add: { promo: 4 } },
  { when: (c) => c.unknownItems.length > 0 && !c.isNamed && has(c, 'exist') && !has(c, 'ask-ship', 'pay-method', 'where-shop', 'custom', 'ask-promo', 'ask-person', 'inject', 'private'), add: { availability: 2.5 } },
  { when: (c) => c.hasBudget && !has(c, 'haggle', 'inject', 'spam', 'want-buy'), add: { recommendation: 2.5 } },
  { when: (c) => has(c, 'where-shop') && c.reading.words.length <= 4 && c.mentions.length === 0, add: { location_hours: 3 } },
  { when: (c, line) => has(c, 'angry') && / (?:kalau|misal|jika|andai|bila) /.test(line) && / (?:bagaimana|ganti|tukar|bisa|retur|klaim|lapor) /.test(line), add: { return_refund: 4, complaint: -2 } },
  { when: (c) => has(c, 'angry') && (c.reading.marks.includes('!') || c.isUpset) && !has(c, 'ask-stock', 'want-buy', 'ask-price'), add: { complaint: 2 } },
  { when: (c, line) => / cari /.test(line) && !c.isNamed && !has(c, 'where-shop'), add: { recommendation: 2.5 } },
  { when: (c) => c.shopShare === 0 && c.reading.words.length > 4 && c.mentions.length === 0 && !has(c, 'ask-ship', 'pay-method', 'hours', 'angry', 'stop', 'ask-promo', 'resale', 'ask-person', 'greet', 'thanks'), add: { other: 2 } },
  // Bargaining names a price or asks for less.
  { when: (c, line) => (c.details.money.length > 0 || / \d+(?:\.\d+)? (?:saja|ya|lah) /.test(line)) && (c.previous.focus.length > 0 || c.isNamed) && / (?:saja|boleh|samakan|pas|deal|deh|kurang|lah) /.test(line) && !has(c, 'ask-advice', 'ask-ship', 'inject', 'angry'), add: { negotiation: 3 } },
  { when: (c, line) => c.previous.intent === 'price' && c.details.money.length > 0 && / (?:ya|lah|dong|deh|dapat) /.test(line) && !c.hasBudget && !has(c, 'ask-ship', 'ask-pay', 'ask-advice', 'ask-promo', 'how-many'), add: { negotiation: 6 } },
  { when: (c) => c.previous.focus.length > 0 && !c.isNamed && has(c, 'haggle') && !has(c, 'resale', 'ask-ship', 'ask-pay'), add: { negotiation: 1 } },
  { when: (c, line) => c.details.money.length > 0 && (c.isNamed || c.previous.focus.length > 0) && / boleh /.test(line) && !c.hasBudget && !has(c, 'ask-advice', 'ask-ship', 'ask-pay', 'inject', 'angry'), add: { negotiation: 2.5 } },
  { when: (c, line) => / kapan (?:\S+ )?(?:ada|tersedia|restok|stok|muncul|masuk) /.test(line) && !has(c, 'ask-promo', 'my-order'), add: { availability: 4 } },
  { when: (c, line) => / sebelum (?:beli|pesan|order|bayar) /.test(line) && c.counts === 0, add: { order: -3, product_info: 1 } },
  { when: (_, line) => / denda /.test(line), add: { product_info: 3, return_refund: -4 } },
  { when: (_, line) => / tukar tambah /.test(line), add: { product_info: 3, return_refund: -4 } },
  // What a wish costs is told by the policy on wishes.
  { when: (c) => has(c, 'custom') && c.faq?.intent === 'custom_request' && c.faq.score >= 0.4 && c.counts === 0 && !has(c, 'angry', 'return', 'want-buy', 'ask-total'), add: { custom_request: 2, product_info: -1 } },
  // Where the money or the parcel is.
  { when: (c) => has(c, 'account'), add: { payment: 3 } },
  { when: (c, line) => / dp /.test(line) && / (?:berapa|persen|minimal|bisa) /.test(line) && !has(c, 'return') && !(has(c, 'ask-total') && c.counts > 0), add: { payment: 3 } },
  { when: (c) => has(c, 'cod') && !has(c, 'angry'), add: { payment: 2 } },
  { when: (c) => c.hasOwnOrder && has(c, 'my-order', 'ask-status') && !has(c, 'angry', 'return', 'lack', 'ask-pay', 'thanks', 'custom'), add: { order_status: 3 } },
  { when: (c, line) => c.hasOwnOrder && / pesan /.test(line) && / (?:kapan|sampai|jadi|selesai|dikirim|kirim|kabar|tanggal) /.test(line) && !c.isUpset, add: { order_status: 2.5 } },
  { when: (c, line) => c.namesOwnOrder && / (?:saya|kami|pesan|kirim) /.test(line) && / (?:kapan|sampai|jadi|selesai|datang|kirim|kabar|tanggal|hari ini|mana|progres|status) /.test(line) && !c.isUpset && !has(c, 'mismatch', 'lack', 'return', 'pay-method', 'thanks'), add: { order_status: 4.5 } },
  { when: (c, line) => / ongkir /.test(line) && !has(c, 'ask-total', 'want-buy', 'letter', 'ask-pay'), add: { shipping: 2 } },
  { when: (_, line) => / gratis ongkir /.test(line), add: { shipping: 2 } },
  { when: (c) => c.details.places.length > 0 && has(c, 'ask-ship') && !has(c, 'want-buy', 'ask-total', 'ask-pay', 'cod', 'angry', 'resale', 'my-order', 'letter'), add: { shipping: 2 } },
  { when: (c) => c.details.days.length > 0 && has(c, 'hours'), add: { location_hours: 3 } },
  { when: (c, line) => / (?:promo|voucher|kode|diskon) /.test(line) && !has(c, 'stop', 'resale', 'inject', 'haggle'), add: { promo: 1.5 } },
  { when: (c, line) => c.isNamed && !c.hasOwnOrder && / bisa (?:\S+ )?(?:pesan|order) /.test(line), add: { order_status: -4, availability: 1.5, order: 1 } },
  { when: (_, line) => / naik apa /.test(line) || / (?:arah|rute|jalan) (?:\S+ )?(?:ke sini|ke situ|ke sana) /.test(line), add: { location_hours: 4, shipping: -2 } },
  { when: (c, line) => c.isNamed && / 1 (?:bungkus|kotak|porsi|botol|pak|toples|meter|kg|set|pasang|buah|ekor|loyang|lusin) berapa /.test(line), add: { price: 3 } },
  { when: (c) => c.isBid, add: { negotiation: 5, order: -2, wholesale: -3 } },
  { when: (c) => c.previous.intent === 'shipping' && c.details.places.length > 0 && !has(c, 'ask-total', 'ask-stock', 'want-buy', 'hours', 'where-shop'), add: { shipping: 3, price: -1 } },
  { when: (c, line) => c.previous.intent === 'payment' && line.startsWith(' kalau ') && !c.isNamed && c.reading.words.length <= 7 && !has(c, 'ask-ship', 'where-shop', 'hours', 'return', 'ask-promo'), add: { payment: 4 } },
  // "COD bisa?" … "aku di Ungaran tapi": a place alone goes on with what was asked.
  { when: (c) => c.previous.intent === 'payment' && c.details.places.length > 0 && !c.isNamed && c.reading.words.length <= 7 && !has(c, 'ask-ship', 'hours', 'where-shop', 'want-buy', 'my-order'), add: { payment: 7.5, shipping: 3 } },
  { when: (c) => c.previous.intent === 'shipping' && !c.isNamed && c.mentions.some(({ words }) => words.length > 0) && c.counts === 0 && c.reading.words.length <= 6 && !has(c, 'ask-price', 'how-many', 'ask-stock', 'want-buy', 'haggle', 'ask-info'), add: { shipping: 4, price: -3 } },
  { when: (c) => c.previous.intent === 'shipping' && c.details.places.length > 0 && has(c, 'how-many') && !has(c, 'ask-total', 'ask-stock', 'want-buy', 'hours', 'where-shop'), add: { shipping: 3, price: -3 } },
  { when: (c) => c.previous.intent === 'promo' && has(c, 'ask-total') && !c.isNamed && c.counts === 0 && !has(c, 'ask-ship', 'ask-pay'), add: { promo: 5, order: -2 } },
  // "120 ewu entuk ora": whether less will do.
  { when: (c, line) => c.details.money.length > 0 && (c.isNamed || c.previous.focus.length > 0) && / (?:dapat|bisa|boleh) /.test(line) && / (?:tidak|kah) /.test(line) && !/ (?:apa|berapa|mana|cicil|untuk|minimal|di bawah|tambah|budget|total) /.test(line) && !has(c, 'ask-ship', 'ask-pay', 'ask-promo', 'ask-advice', 'custom', 'ask-stock', 'inject', 'angry'), add: { negotiation: 5, recommendation: -3 } },
  // What a wish costs, or something left out, is part of the wish.
  { when: (c, line) => has(c, 'custom') && has(c, 'fee') && !has(c, 'angry', 'return', 'ask-total', 'want-buy') && !c.isUpset && !/ (?:belajar|kelas|ikut|kursus) /.test(line), add: { custom_request: 3.5, product_info: -3 } },
  { when: (c, line) => / bisa (?:\S+ ){0,3}(?:tidak pakai|tanpa) (?!ongkir|bayar|dp|minimal|pesan|transfer|kulkas)/.test(line) && !has(c, 'ask-ship', 'ask-pay', 'ask-promo', 'return'), add: { custom_request: 3.5, product_info: -2 } },
  // Less or other than what was ordered has come.
  { when: (_, line) => / padahal /.test(line) && / (?:pesan|beli|order|minta|bayar) /.test(line) && !/ (?:kalau|misal|mau) /.test(line), add: { complaint: 5, order_status: -3, order: -3 } },
  { when: (c, line) => c.hasCancelled && / batal /.test(line) && / (?:kok|kenapa|status|sudah|katanya) /.test(line) && !/ (?:mau|minta|bisa|ingin) (?:\S+ )?batal /.test(line), add: { order_status: 6, return_refund: -4 } },
  { when: (c, line) => c.owes && !c.isUpset && (/ (?:bayar|transfer|lunas) /.test(line) || c.previous.intent === 'payment') && (has(c, 'my-order', 'ask-total') || / (?:kemarin|tagihan|berapa) /.test(line)) && !has(c, 'angry', 'return') && c.counts === 0, add: { payment: 5, order: -4, price: -2, shipping: -3 } },
  // "Berapa keranjang ukuran sedang": a size that is told is not asked for.
  { when: (c, line) => c.isNamed && line.startsWith(' berapa ') && asksPrice(line) && !has(c, 'ask-ship', 'ask-pay', 'ask-promo', 'ask-total', 'how', 'when'), add: { price: 3, product_info: -2 } },
  { when: (c, line) => c.isNamed && / \d+ (?:tahun|bulan) /.test(line) && / (?:anak|bayi|cucu|balita|keponakan|adik) /.test(line) && / (?:bisa|boleh|aman|cocok) /.test(line) && c.details.places.length === 0 && !has(c, 'ask-price', 'ask-advice', 'want-buy', 'ask-ship'), add: { product_info: 5, shipping: -4 } },
  { when: (c, line) => !c.hasOwnOrder && / (?:lihat|berkunjung|mampir|main) /.test(line) && !has(c, 'my-order') && c.details.orderNumber === null, add: { order_status: -5, product_info: 1.5 } },
  { when: (_, line) => / (?:paling mahal|termahal) /.test(line) && !/ (?:kurang|nego|turun|diskon) /.test(line), add: { recommendation: 6, negotiation: -5 } },
  { when: (c, line) => c.isNamed && c.counts === 0 && c.reading.quantities.some(({ type }) => type === 'dimensions') && c.mentions.every(({ rows }) => rows.length > 1) && / (?:bisa|ada|nambah|tambah) /.test(line), add: { custom_request: 5, product_info: -3 } },
  { when: (c, line) => / (?:ganti|tukar|pilih) (?:isi|rasa|topping|menu|warna|model|lauk|kain|bahan|motif|kaki|finishing) /.test(line) && c.previous.intent !== 'return_refund' && !/ (?:servis|lama|bekas|sudah) /.test(line) && !has(c, 'angry', 'mismatch', 'my-order'), add: { custom_request: 4, return_refund: -5 } },
  // "Kapan jadi" of what is being ordered; mending of what was bought long ago.
  { when: (c, line) => !c.hasOwnOrder && c.previous.wanted.length > 0 && c.reading.words.length <= 5 && / kapan (?:jadi|selesai|siap) | (?:jadi|selesai)(?:nya)? kapan /.test(line) && c.details.orderNumber === null, add: { product_info: 5, order_status: -6 } },
  { when: (c, line) => !c.hasOwnOrder && / (?:servis|service|perbaiki|betulkan|benerin|dibenerin|reparasi|permak) /.test(line) && !c.isUpset && !has(c, 'angry'), add: { product_info: 3, order_status: -5 } },
  { when: (_, line) => / (?:kamu|anda|ini) (?:siapa|bot|manusia|ai|orang)(?: (?:ya|kah|bukan|atau|sih|apa) .*| )$/.test(line) || / (?:siapa|bot) (?:kamu|ini) /.test(line) || / (?:bisa|dapat) bantu apa /.test(line), add: { other: 7, human: -6 } },
  // Trouble.
  { when: (c, line) => c.previous.isPassedOn && c.reading.words.length <= 6 && / (?:alamat|atas nama|nama saya) /.test(line) && !/ (?:dimana|mana|berapa|apa|tukar) /.test(line), add: { other: 6, location_hours: -5, order: -4 } },
  // After a complaint what is broken, late or still asked belongs to it.
  { when: (c) => c.previous.intent === 'complaint' && has(c, 'angry', 'lack', 'mismatch') && !has(c, 'return', 'ask-price', 'ask-total', 'stop'), add: { complaint: 6, shipping: -3, product_info: -2 } },
  { when: (_, line) => / (?:kemarin|tadi|barusan) (?:\S+ )?(?:kirim|datang|sampai|terima|beli) (?:\S+ ){0,2}(?:pecah|rusak|sobek|basi|salah|kotor|hancur) /.test(line), add: { complaint: 6, shipping: -4 } },
  { when: (_, line) => / (?:pesan|order|beli) (?:\S+ ){1,4}yang (?:kirim|datang|sampai|terima) /.test(line) && !/ (?:kalau|mau|bisa) /.test(line), add: { complaint: 5, order: -3 } },
  { when: (c, line) => / kurang \d+ /.test(line) && c.details.money.length === 0 && c.previous.focus.length === 0 && !has(c, 'ask-price', 'ask-total', 'want-buy') && !/ (?:harga|bisa|boleh) /.test(line), add: { complaint: 4, negotiation: -3 } },
  { when: (c, line) => c.isUpset && !has(c, 'stop', 'return') && !(has(c, 'ask-person') && / (?:bicara|sambungkan|admin|pemilik|manusia|orang|hubungi) /.test(line)), add: { complaint: 4, human: -2 } },
  { when: (_, line) => insults.test(line), add: { complaint: 4 } },
  { when: (c, line) => has(c, 'mismatch') && (c.hasOwnOrder || / (?:pesan|beli|datang|sampai|kirim|terima) /.test(line)) && !/ (?:kalau|misal|nanti) /.test(line), add: { complaint: 3.5 } },
  { when: (c) => has(c, 'angry') && has(c, 'lack', 'my-order') && !has(c, 'return'), add: { complaint: 1.5 } },
  { when: (c, line) => has(c, 'lack') && / (?:datang|sampai|pesan|terima) /.test(line) && / (?:kemarin|saya|datang|dateng) /.test(line) && !has(c, 'want-buy', 'ask-price'), add: { complaint: 1.5 } },
  { when: (c, line) => has(c, 'return') && / (?:bisa|boleh|mau|minta|syarat|bagaimana|dp|uang) /.test(line) && has(c, 'return'), add: { return_refund: 1.5 } },
  // Bigger business.
  { when: (c) => has(c, 'letter'), add: { wholesale: 4 } },
  { when: (_, line) => / (?:reseller|dropship|grosir) /.test(line), add: { wholesale: 3 } },
  // "Tumpeng buat besok bisa?" asks whether it can be had by then.
  { when: (c, line) => c.isNamed && c.details.dates.length > 0 && c.counts === 0 && / (?:bisa|sempat|keburu|siap|ready) /.test(line) && !has(c, 'ask-ship', 'my-order', 'ask-promo', 'ask-pay', 'hours', 'custom', 'return', 'angry', 'haggle', 'want-buy'), add: { availability: 4, recommendation: -3, shipping: -3 } },
  // People and rules.
  { when: (c, line) => has(c, 'stop') && (has(c, 'broadcast') || c.reading.words.length <= 3 || / (?:jangan|tidak usah) /.test(line)), add: { opt_out: 3 } },
  { when: (c) => has(c, 'inject') && !has(c, 'my-order'), add: { other: 2.5, wholesale: -3, order: -2 } },
  { when: (c, line) => c.namesCustomer && / (?:nomor|hp|wa|alamat|pesan|siapa|data) /.test(line) && !has(c, 'complaint', 'angry'), add: { other: 5 } },
  { when: (c) => has(c, 'private'), add: { other: 3, return_refund: -3 } },
  { when: (c) => has(c, 'spam') && !c.isNamed && !has(c, 'ask-stock', 'my-order'), add: { other: 2 } },
  { when: (c) => c.reading.words.length === 0, add: { other: 6 } },
  { when: (c) => has(c, 'thanks') && !has(c, 'ask-price', 'ask-stock', 'ask-ship', 'hours', 'where-shop', 'letter', 'resale', 'angry') && !c.reading.marks.includes('?'), add: { thanks: 2.5 } },
  { when: (c, line) => c.namesShop && c.reading.words.length <= 9 && / (?:ini|benar|betul|dengan|bukan|ya) /.test(line) && !has(c, 'ask-stock', 'ask-ship', 'hours', 'where-shop', 'ask-person'), add: { greeting: 7 } },
  { when: (c) => has(c, 'greet') && !c.isNamed && c.reading.words.length <= 4 && only(c, filler), add: { greeting: 2 } },
]

/** "Berapa" about money: not "berapa hari", nor "tingginya berapa". */
export const asksPrice = (line: string): boolean =>
  / berapa /.test(line) &&
  !/ berapa (?:hari|lama|cm|kg|gram|orang|jam|menit|bulan|minggu|kelas|tingkat|susun|lembar|x|isi|warna|ukuran|meter|tahun|kali|liter|persen|pasang|pair|pairs|mm|macam|jenis|halaman|buah|kotak|porsi|lapis|laci|pintu|watt|ml) /.test(line) &&
  !/ (?:ukuran|tinggi|lebar|panjang|dada|tebal|berat|umur|usia|kuat|muat|tahan|diameter|kapasitas|nomor|kelas) (?:\S+ ){0,4}berapa /.test(line)

/** A continuation: "kalo yang L?", "yang merah ada?", "kalau ke Kudus?". */
const isElliptic = (c: Circumstances): boolean =>
  c.previous.focus.length + (c.previous.intent === 'shipping' ? 1 : 0) > 0 &&
  c.reading.words.length <= 8 &&
  !has(c, 'ask-ship', 'ask-pay', 'ask-promo', 'custom', 'haggle', 'thanks', 'angry', 'where-shop', 'hours', 'want-buy', 'ask-total', 'resale', 'return', 'ask-person', 'stop')
