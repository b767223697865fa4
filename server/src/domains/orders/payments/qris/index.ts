import { z } from 'zod'
import type { PaymentProvider } from '../provider.ts'
import { merchantOf, withAmount } from './emv.ts'

const config = z.strictObject({
  payload: z
    .string()
    .trim()
    .max(512)
    .refine((payload) => merchantOf(payload) !== undefined, 'Kode QRIS ini tidak terbaca. Periksa lagi isinya.'),
})

/**
 * The shop's own printed QRIS with the amount put in. Such a code carries no reference of the bank, so nobody tells us of
 * the money: a few rupiah on top tell buyers apart, and a person confirms.
 */
export const qris: PaymentProvider = {
  type: 'qris',
  name: 'QRIS toko',
  config,
  secrets: z.strictObject({}),
  hasUniqueDigits: true,
  prepare: async (_services, settings, bill) => ({ externalId: null, details: { qris: withAmount(config.parse(settings.config).payload, bill.amount) } }),
}
