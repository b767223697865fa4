/** What a shop may promise, as it is said in replies, and the words of its own that must stand behind it. */
interface Promise {
  name: string
  said: RegExp
  source: RegExp
}

const promises: Promise[] = [
  { name: 'free', said: /\b(?:gratis|bebas ongkir|cuma-cuma|free(?! of egg)|for free)\b/i, source: /gratis|bebas|free|tanpa biaya|0 \|/ },
  { name: 'discount', said: /\b(?:diskon|potongan|discount|cashback|harga khusus|special price)\b/i, source: /diskon|potong|hemat|cashback|lebih murah|harga khusus|grosir|discount/ },
  { name: 'guarantee', said: /\b(?:garansi|dijamin|jaminan|warranty|guaranteed?)\b/i, source: /garansi|jamin/ },
  { name: 'money back', said: /\b(?:uang (?:akan |bisa |pasti |sudah )?(?:di)?kembali(?:kan)?|refund|money back|kami ganti|akan diganti|we will replace)\b/i, source: /kembali|ganti|refund/ },
  { name: 'certainty', said: /\b(?:pasti (?:bisa|sampai|ada|jadi|selesai|tepat|dapat|kembali|murah|cocok)|tanpa risiko|100% (?:aman|puas))\b/i, source: /pasti/ },
  { name: 'agreement', said: /\b(?:deal ya|oke deal|setuju,|sepakat|boleh segitu|harga disetujui|saya kasih harga|kami setujui)\b/i, source: /(?!)/ },
  { name: 'account', said: /\b(?:rekening|rek|norek|account)\b[^.\n]{0,40}?\d{6,}/i, source: /(?!)/ },
]

/** The promises of a reply that no source stands behind; a sentence that denies or asks promises nothing. */
export function promisesIn(reply: string, sourceText: string): string[] {
  const sentences = reply.split(/(?<=[.!?])\s+|\n/).filter((sentence) => !denies.test(sentence))
  return promises.filter(({ said, source }) => sentences.some((sentence) => said.test(sentence)) && !source.test(sourceText)).map(({ name }) => `promise: ${name}`)
}

const denies = /\b(?:tidak|belum|bukan|maaf|tanpa|nggak|gak|mboten|sorry|not|no|cannot|can't|don't|isn't)\b|\?$/i
