import { z } from 'zod'
import type { PaymentProvider } from '../provider.ts'

/** Cash in hand. */
export const cash: PaymentProvider = {
  type: 'cash',
  name: 'Tunai',
  config: z.strictObject({}),
  secrets: z.strictObject({}),
  isAlwaysReady: true,
  isImmediate: true,
  prepare: async () => ({ externalId: null, details: {} }),
}
