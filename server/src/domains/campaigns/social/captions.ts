import { formatRupiah } from '#platform/money'
import { compileTemplate } from '#platform/template'

/** Say nothing but the row: name, price and shop. No reason to hurry and no praise that nobody has checked. */
const softTexts = [
  '{{produk}} tersedia di {{toko}}, {{harga}}.\n\nSilakan kirim pesan dan sebut kode {{kode}} bila berminat. Kami bantu dengan senang hati.',
  'Kakak sedang mencari {{produk}}? Di {{toko}} harganya {{harga}}.\n\nUntuk memesan, silakan kirim pesan dengan kode {{kode}}.',
  'Dari {{toko}}: {{produk}}, {{harga}}.\n\nIngin bertanya lebih dulu? Silakan kirim pesan dan sebut kode {{kode}}.',
].map((text) => compileTemplate(text))
const casualTexts = [
  'Lagi cari {{produk}}? Ada nih di {{toko}}, {{harga}}.\n\nChat kami, sebut kode {{kode}} ya!',
  '{{produk}} ready di {{toko}}! Harganya {{harga}}.\n\nMau? Chat aja, sebut kode {{kode}}.',
  'Hai! {{toko}} punya {{produk}}, {{harga}}.\n\nKepo dulu juga boleh, chat dan sebut kode {{kode}}.',
].map((text) => compileTemplate(text))

export interface Captions {
  softCaption: string
  casualCaption: string
  hashtags: string
}

/** The same goods said politely and lightly; neighbours in a week do not sound alike. */
export function writeCaptions(good: { name: string; price: number; shopName: string; code: string }, position: number): Captions {
  const values = { produk: good.name, harga: formatRupiah(good.price), toko: good.shopName, kode: good.code }
  return {
    softCaption: softTexts[position % softTexts.length].render(values),
    casualCaption: casualTexts[position % casualTexts.length].render(values),
    hashtags: [...new Set([hashtag(good.shopName), hashtag(good.name.split(',')[0]), '#umkmindonesia'])].filter((tag) => tag.length > 1).join(' '),
  }
}

const hashtag = (text: string) => `#${text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '').slice(0, 40)}`
