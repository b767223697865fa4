import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { readSetting, writeSetting } from '#domains/businesses'
import { providerNotSet } from './errors.ts'
import type { PaymentProvider, ProviderSettings } from './payments/provider.ts'
import { getPaymentProvider, paymentProviders } from './payments/registry.ts'

const stored = z.object({ config: z.record(z.string(), z.unknown()), sealedSecrets: z.string(), isOn: z.boolean() })

export interface ProviderSummary {
  type: string
  name: string
  isOn: boolean
  config: Record<string, unknown>
  /** Which secrets are stored; never what they are. */
  secretNames: string[]
  /** Where the provider must send its news; for those that do. */
  callbackUrl: string | null
}

/** Every means of payment, and what the shop has set for it. */
export async function listProviders(tx: Transaction): Promise<ProviderSummary[]> {
  return Promise.all(
    paymentProviders.map(async (provider) => {
      const found = await readStored(tx, provider)
      return {
        type: provider.type,
        name: provider.name,
        isOn: found?.isOn ?? provider.isAlwaysReady === true,
        config: found?.config ?? {},
        secretNames: found ? Object.keys(found.secrets) : [],
        callbackUrl: provider.readCallback ? `${tx.baseUrl()}/hooks/payments/${provider.type}/${callbackKey(tx)}` : null,
      }
    }),
  )
}

/** Stores settings; a secret left out stays as it is. */
export async function saveProvider(tx: Transaction, type: string, given: { isOn: boolean; config: Record<string, unknown>; secrets: Record<string, string> }): Promise<void> {
  const provider = getPaymentProvider(type)
  const before = await readStored(tx, provider)
  const secrets = { ...before?.secrets, ...Object.fromEntries(Object.entries(given.secrets).filter(([, value]) => value !== '')) }
  // Switched off, it may stay half filled in.
  const config = given.isOn ? provider.config.parse(given.config) : given.config
  const checked = given.isOn ? provider.secrets.parse(secrets) : secrets
  await writeSetting(tx, keyOf(type), { config, sealedSecrets: tx.secrets.seal(JSON.stringify(checked)), isOn: given.isOn })
}

/** What a provider needs to work, or a sentence that it is not set up. */
export async function getProviderSettings(tx: Transaction, provider: PaymentProvider): Promise<ProviderSettings> {
  const found = await readStored(tx, provider)
  if (provider.isAlwaysReady) return found ?? { config: {}, secrets: {} }
  if (!found?.isOn) throw providerNotSet(provider.name)
  return found
}

/** Proves that a callback address was given out by this Laris for this business. */
export function callbackKey(tx: Pick<Transaction, 'secrets' | 'businessId'>): string {
  return `${tx.businessId}.${tx.secrets.sign('payment-callback', tx.businessId)}`
}

async function readStored(tx: Transaction, provider: PaymentProvider): Promise<(ProviderSettings & { isOn: boolean }) | undefined> {
  const value = await readSetting(tx, keyOf(provider.type))
  if (value === undefined) return undefined
  const { config, sealedSecrets, isOn } = stored.parse(value)
  return { config, isOn, secrets: z.record(z.string(), z.string()).parse(JSON.parse(tx.secrets.open(sealedSecrets))) }
}

function keyOf(type: string): string {
  return `payments.${type}`
}
