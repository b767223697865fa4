import { z } from 'zod'
import { formatRupiah } from '#platform/money'
import type { PaymentProvider } from '../provider.ts'

const config = z.strictObject({
  accounts: z.array(z.strictObject({ bank: z.string().trim().min(1).max(60), number: z.string().trim().min(4).max(40), holder: z.string().trim().min(1).max(100) })).min(1, 'Isi paling sedikit satu rekening').max(10),
})

/** A transfer to the shop's own account. Only a person who has looked at the account says that it came. */
export const transfer: PaymentProvider = {
  type: 'transfer',
  name: 'Transfer bank',
  config,
  secrets: z.strictObject({}),
  hasUniqueDigits: true,
  prepare: async (_services, settings, bill) => {
    const { accounts } = config.parse(settings.config)
    const lines = accounts.map((account) => `${account.bank} ${account.number} a.n. ${account.holder}`)
    return { externalId: null, details: { instructions: [`Transfer tepat ${formatRupiah(bill.amount)} ke:`, ...lines].join('\n') } }
  },
}
