import type { Intent } from '../understand/intents.ts'
import type { Request } from '../understand/request.ts'
import type { Conversation } from '../understand/understand.ts'

/** One line for the person who takes over: what is wanted and the customer's last words. */
export function summarise(request: Request, { messages }: Conversation): string {
  const last = messages.at(-1)?.replace(/\s+/g, ' ').trim().slice(0, 200) ?? ''
  const { place, intents } = request
  return [wishes[intents[0].intent], place ? `ke ${place.name}` : '', `"${last}"`].filter(Boolean).join(' · ')
}

const wishes: Record<Intent, string> = {
  greeting: 'Menyapa',
  price: 'Tanya harga',
  availability: 'Tanya stok',
  product_info: 'Tanya tentang barang',
  recommendation: 'Minta saran',
  order: 'Mau pesan',
  order_status: 'Tanya pesanannya',
  payment: 'Soal pembayaran',
  shipping: 'Tanya pengiriman',
  location_hours: 'Tanya alamat atau jam buka',
  promo: 'Tanya promo',
  negotiation: 'Menawar',
  complaint: 'Keluhan',
  return_refund: 'Minta retur atau uang kembali',
  custom_request: 'Permintaan khusus',
  wholesale: 'Mau beli grosir',
  human: 'Minta bicara dengan orang',
  thanks: 'Berterima kasih',
  opt_out: 'Minta berhenti promosi',
  other: 'Lainnya',
}
