import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { readSetting, writeSetting } from '#domains/businesses'

/** What the owner has set for a provider of payments or shipping. */
export interface ProviderSettings {
  config: Record<string, unknown>
  secrets: Record<string, string>
}

/** What a provider asks the owner for. */
export interface Configurable {
  type: string
  config: z.ZodType<Record<string, unknown>>
  secrets: z.ZodType<Record<string, string>>
}

export interface GivenSettings extends ProviderSettings {
  isOn: boolean
}

type Group = 'payments' | 'shipping'

const stored = z.object({ config: z.record(z.string(), z.unknown()), sealedSecrets: z.string(), isOn: z.boolean() })

export async function readProviderSettings(tx: Transaction, group: Group, type: string): Promise<GivenSettings | undefined> {
  const value = await readSetting(tx, `${group}.${type}`)
  if (value === undefined) return undefined
  const { config, sealedSecrets, isOn } = stored.parse(value)
  return { config, isOn, secrets: z.record(z.string(), z.string()).parse(JSON.parse(tx.secrets.open(sealedSecrets))) }
}

/** Stores settings; a secret left out stays as it is. Switched off, they may stay half filled in. */
export async function writeProviderSettings(tx: Transaction, group: Group, provider: Configurable, given: GivenSettings): Promise<void> {
  const before = await readProviderSettings(tx, group, provider.type)
  const secrets = { ...before?.secrets, ...Object.fromEntries(Object.entries(given.secrets).filter(([, value]) => value !== '')) }
  const config = given.isOn ? provider.config.parse(given.config) : given.config
  const checked = given.isOn ? provider.secrets.parse(secrets) : secrets
  await writeSetting(tx, `${group}.${provider.type}`, { config, sealedSecrets: tx.secrets.seal(JSON.stringify(checked)), isOn: given.isOn })
}

export interface ProviderSummary {
  type: string
  name: string
  isOn: boolean
  config: Record<string, unknown>
  /** Which secrets are stored; never what they are. */
  secretNames: string[]
}

export async function summariseProvider(tx: Transaction, group: Group, provider: Configurable & { name: string; isAlwaysReady?: boolean }): Promise<ProviderSummary> {
  const found = await readProviderSettings(tx, group, provider.type)
  return { type: provider.type, name: provider.name, isOn: found?.isOn ?? provider.isAlwaysReady === true, config: found?.config ?? {}, secretNames: found ? Object.keys(found.secrets) : [] }
}
