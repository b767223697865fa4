import { z } from 'zod'
import { formatRupiah } from '#platform/money'
import { codRefused } from '../../errors.ts'
import type { PaymentProvider } from '../provider.ts'

const config = z.strictObject({
  /** The couriers that bring the money back, as the shop's rates name them; none for any. */
  couriers: z.array(z.string().trim().min(1).max(100)).max(30).default([]),
  /** The most that is sent without money; `null` for no limit. */
  limit: z.number().int().min(1).max(1_000_000_000).nullable().default(null),
})

/** Money when the goods arrive: work begins at once, and a person says later that it came. */
export const cod: PaymentProvider = {
  type: 'cod',
  name: 'Bayar di tempat (COD)',
  config,
  secrets: z.strictObject({}),
  isOnDelivery: true,
  allows: (settings, { amount, courier, delivery }) => {
    const { couriers, limit } = config.parse(settings.config)
    const same = (name: string) => name.toLowerCase() === courier.trim().toLowerCase()
    if (delivery === 'ship' && couriers.length > 0 && !couriers.some(same)) throw codRefused('courier')
    if (limit !== null && amount > limit) throw codRefused('limit', limit)
  },
  prepare: async (_services, _settings, bill) => ({ externalId: null, details: { instructions: `Bayar ${formatRupiah(bill.amount)} tunai saat barang diterima.` } }),
}
