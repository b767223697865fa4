import type { Transaction } from '#platform/context'
import { countBuyers, countChats, readShopDays, type Period } from '#domains/activity'
import { addDays } from '#models/language/calendar'
import { readPast } from './reports/campaign-history.ts'
import { share } from './reports/report.ts'

export interface ScorecardLine {
  title: string
  /** Always the same words, so that months can be compared. */
  definition: string
  kind: 'count' | 'rupiah' | 'percent'
  value: number | null
  before: number | null
}

export interface Scorecard {
  /** `YYYY-MM`. */
  month: string
  /** The month is not over: figures up to this day, beside the same days of the month before. */
  until: string | null
  lines: ScorecardLine[]
}

const orderDays = 3

/** A month in ten figures with fixed definitions, each beside the month before. */
export async function readScorecard(tx: Transaction, month: string, today: string): Promise<Scorecard> {
  const whole = monthOf(month)
  const isOpen = today < whole.to
  const period = isOpen ? { from: whole.from, to: today } : whole
  const previous = monthOf(addDays(whole.from, -1).slice(0, 7))
  const same = addDays(previous.from, Number(period.to.slice(8)) - 1)
  const then = isOpen && same < previous.to ? { from: previous.from, to: same } : previous
  const [now, before] = [await figures(tx, period), await figures(tx, then)]
  return { month, until: isOpen ? today : null, lines: definitions.map(({ key, ...line }) => ({ ...line, value: now[key], before: before[key] })) }
}

const definitions: (Pick<ScorecardLine, 'title' | 'definition' | 'kind'> & { key: keyof Figures })[] = [
  { key: 'amount', title: 'Penjualan', kind: 'rupiah', definition: 'Nilai semua pesanan yang tidak dibatalkan, dikurangi pengembalian.' },
  { key: 'orders', title: 'Pesanan', kind: 'count', definition: 'Jumlah pesanan yang tidak dibatalkan, dari semua kanal.' },
  { key: 'basket', title: 'Rata-rata belanja', kind: 'rupiah', definition: 'Penjualan dibagi jumlah pesanan.' },
  { key: 'fresh', title: 'Pembeli baru', kind: 'count', definition: 'Orang yang dikenal dan membeli untuk pertama kali.' },
  { key: 'returning', title: 'Pembeli yang kembali', kind: 'count', definition: 'Orang yang dikenal, membeli bulan ini, dan pernah membeli sebelumnya.' },
  { key: 'writers', title: 'Orang yang chat', kind: 'count', definition: 'Orang yang mengirim paling sedikit satu pesan.' },
  { key: 'conversion', title: 'Chat yang jadi pesanan', kind: 'percent', definition: `Bagian dari orang yang chat, yang memesan paling lambat ${orderDays} hari kemudian.` },
  { key: 'sent', title: 'Pesan promosi', kind: 'count', definition: 'Pesan kampanye bulan ini yang terkirim atau ditandai terkirim.' },
  { key: 'optOuts', title: 'Minta berhenti', kind: 'count', definition: 'Penerima kampanye bulan ini yang lalu menolak promosi.' },
  { key: 'proven', title: 'Pesanan tambahan yang terbukti', kind: 'count', definition: 'Selisih terhadap kelompok yang sengaja tidak dikirimi. Hanya kampanye yang selisihnya terbukti; yang belum terbukti dihitung nol.' },
]

interface Figures {
  amount: number
  orders: number
  basket: number | null
  fresh: number
  returning: number
  writers: number
  conversion: number | null
  sent: number
  optOuts: number
  proven: number
}

async function figures(tx: Transaction, period: Period): Promise<Figures> {
  const days = await readShopDays(tx, ['order'], period)
  const [amount, orders] = [days.reduce((sum, row) => sum + row.amount, 0), days.reduce((sum, row) => sum + row.events, 0)]
  const { fresh, returning } = await countBuyers(tx, period)
  const [chats] = await countChats(tx, [period], orderDays)
  const { past } = await readPast(tx, period)
  const proven = past.filter((one) => one.outlook === 'more' || one.outlook === 'fewer').reduce((sum, one) => sum + (one.extraOrders?.estimate ?? 0), 0)
  return {
    amount, orders, fresh, returning,
    basket: orders === 0 ? null : Math.round(amount / orders),
    writers: chats.people,
    conversion: share(chats.ordering, chats.people),
    sent: past.reduce((sum, one) => sum + one.sent, 0),
    optOuts: past.reduce((sum, one) => sum + one.optOuts, 0),
    proven: Math.round(proven),
  }
}

function monthOf(month: string): Period {
  const [year, number] = month.split('-').map(Number)
  return { from: `${month}-01`, to: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10) }
}
