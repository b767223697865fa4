import { AppError, conflict } from '#platform/errors'
import type { MarketplaceProblem } from './tables.ts'

/** What went wrong at a marketplace, in a form that can be stored, shown and acted on. */
export class MarketplaceFailure extends Error {
  override name = 'MarketplaceFailure'
  readonly problem: MarketplaceProblem

  constructor(label: string, kind: MarketplaceProblem['kind'], detail: string) {
    super(`${label}: ${kind}`)
    this.problem = { kind, sentence: sentences[kind](label), detail: detail.slice(0, 300) }
  }
}

const sentences: Record<MarketplaceProblem['kind'], (label: string) => string> = {
  token: (label) => `Izin dari ${label} sudah berakhir. Pesanan dan stok menunggu, tidak hilang. Tekan Sambungkan lagi.`,
  busy: (label) => `${label} meminta jeda. Laris mencoba lagi sendiri.`,
  unreachable: (label) => `${label} belum menjawab. Tidak ada yang hilang. Laris mencoba lagi sendiri.`,
  refused: (label) => `${label} menolak permintaan ini. Periksa barangnya di ${label}.`,
}

export const forgedPush = () => new AppError({ code: 'orders.forged_marketplace_push', status: 401, message: 'Pemberitahuan toko online ini tidak bisa dibuktikan asalnya.' })

export const marketplaceSaid = ({ sentence, detail }: MarketplaceProblem) => new AppError({ code: 'orders.marketplace_failed', status: 502, message: sentence, values: { detail }, retryable: true })

export const consentForeign = () => conflict('orders.marketplace_consent_foreign', 'Izin ini bukan untuk toko yang sedang disambungkan. Mulai lagi dari Sambungkan.')

export const shopNotConnected = () => conflict('orders.marketplace_not_connected', 'Toko online ini belum tersambung. Tidak ada yang dikirim. Tekan Sambungkan.')

export const shopTaken = (label: string) => conflict('orders.marketplace_shop_taken', `Toko ${label} ini sudah tersambung. Buka toko itu, lalu tekan Sambungkan lagi.`)
