import type { stockAdvice as indonesian } from '../id/stock-advice.ts'

export const stockAdvice: typeof indonesian = {
  supplier: 'Order for the supplier', supplierText: (days) => `Enough for the next ${days} days, with some to spare for busy ones.`, nothing: 'Nothing needs to be ordered yet.', share: 'Send by WhatsApp', text: 'Order text',
  times: (supplier, every) => `Goods arrive ${supplier} days after you order. You order every ${every} days.`, change: 'Change the days', supplierDays: 'Days until goods arrive', orderEveryDays: 'Order every how many days', save: 'Save', saved: 'Saved. The list is worked out again in a moment.',
  overstock: 'Too much in stock', overstockText: 'More is there than will sell soon.', left: (pieces) => `${pieces} left.`, still: 'Not sold for 60 days.', lasts: (days) => (days < 700 ? `Lasts for ${Math.round(days / 30)} months.` : 'Lasts for over 2 years.'),
  promote: 'Prepare a promotion', post: 'Prepare posts', allGoods: 'Show all',
  campaign: (name) => `Promotion ${name}`, campaignText: 'Halo {{sapaan}}, {{produk}} sedang ada di {{toko}}, harganya {{harga}}. Balas pesan ini bila mau. Balas STOP bila tidak ingin kabar lagi.',
}
