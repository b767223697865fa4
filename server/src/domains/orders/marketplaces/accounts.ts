import type { Transaction } from '#platform/context'
import { callbackKey } from '../callback-key.ts'
import { getMarketplaceType, marketplaceTypes } from './registry.ts'
import type { SettingField } from './marketplace.ts'
import { readAccountRows } from './store.ts'
import type { MarketplaceAccountRow, MarketplaceProblem } from './tables.ts'

export interface AccountSummary {
  accountId: string
  type: string
  label: string
  name: string
  status: MarketplaceAccountRow['status']
  pushesStock: boolean
  config: Record<string, string>
  /** Every order that changed before this moment is here. */
  syncedUntil: Date | null
  lastOrderAt: Date | null
  checkedAt: Date | null
  lastError: MarketplaceProblem | null
  lastErrorAt: Date | null
  /** Where the marketplace is to send its news. */
  pushAddress: string
}

export interface TypeSummary {
  type: string
  label: string
  fields: SettingField[]
}

export async function listAccounts(tx: Transaction): Promise<{ items: AccountSummary[]; types: TypeSummary[] }> {
  const items = (await readAccountRows(tx)).map((row) => summariseAccount(tx, row))
  return { items, types: marketplaceTypes.map(({ type, label, fields }) => ({ type, label, fields })) }
}

export function summariseAccount(tx: Pick<Transaction, 'baseUrl' | 'secrets' | 'businessId'>, row: MarketplaceAccountRow): AccountSummary {
  const { id, type, name, status, pushesStock, config, syncedUntil, lastOrderAt, checkedAt, lastError, lastErrorAt } = row
  return { accountId: id, type, label: getMarketplaceType(type).label, name, status, pushesStock, config, syncedUntil, lastOrderAt, checkedAt, lastError, lastErrorAt, pushAddress: pushAddress(tx, type) }
}

export function pushAddress(tx: Pick<Transaction, 'baseUrl' | 'secrets' | 'businessId'>, type: string): string {
  return `${tx.baseUrl()}/hooks/marketplaces/${type}/${callbackKey(tx, 'marketplace-push')}`
}
