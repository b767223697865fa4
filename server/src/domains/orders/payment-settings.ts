import type { Transaction } from '#platform/context'
import { callbackKey } from './callback-key.ts'
import { providerNotSet } from './errors.ts'
import type { PaymentProvider } from './payments/provider.ts'
import { getPaymentProvider, paymentProviders } from './payments/registry.ts'
import { readProviderSettings, summariseProvider, writeProviderSettings, type GivenSettings, type ProviderSettings, type ProviderSummary } from './provider-settings.ts'

/** Every means of payment, what the shop has set for it, and where the provider must send its news. */
export function listProviders(tx: Transaction): Promise<(ProviderSummary & { callbackUrl: string | null })[]> {
  return Promise.all(
    paymentProviders.map(async (provider) => ({
      ...(await summariseProvider(tx, 'payments', provider)),
      callbackUrl: provider.readCallback ? `${tx.baseUrl()}/hooks/payments/${provider.type}/${callbackKey(tx, 'payment-callback')}` : null,
    })),
  )
}

export function saveProvider(tx: Transaction, type: string, given: GivenSettings): Promise<void> {
  return writeProviderSettings(tx, 'payments', getPaymentProvider(type), given)
}

/** What a provider needs to work, or a sentence that it is not set up. */
export async function getProviderSettings(tx: Transaction, provider: PaymentProvider): Promise<ProviderSettings> {
  const found = await readProviderSettings(tx, 'payments', provider.type)
  if (provider.isAlwaysReady) return found ?? { config: {}, secrets: {} }
  if (!found?.isOn) throw providerNotSet(provider.name)
  return found
}
