import type { ColumnType } from 'kysely'

export interface MarketplaceProblem {
  /** `token`: consent has run out; `busy`: ask later; `unreachable`: no answer; `refused`: this one thing is not accepted. */
  kind: 'token' | 'busy' | 'unreachable' | 'refused'
  /** For people: what happened and what to do. */
  sentence: string
  /** The marketplace's own code, for technicians. */
  detail: string
}

export const accountStatuses = ['waiting', 'active', 'disconnected'] as const

export interface MarketplaceAccountRow {
  businessId: string
  id: string
  type: string
  name: string
  config: Record<string, string>
  sealedSecrets: string | null
  sealedTokens: string | null
  /** The marketplace's own id of the shop, once it has given consent. */
  shopId: string | null
  /** `waiting` for the owner's consent at the marketplace. */
  status: (typeof accountStatuses)[number]
  pushesStock: boolean
  tokenExpiresAt: Date | null
  refreshingBy: string | null
  refreshingUntil: Date | null
  connectedAt: Date | null
  /** Every order that changed before this moment is stored. */
  syncedUntil: Date | null
  lastOrderAt: Date | null
  lastError: MarketplaceProblem | null
  lastErrorAt: Date | null
  checkedAt: Date | null
  createdAt: Date
  updatedAt: Date
  deletedAt: Date | null
}

/** `none`: nothing to tell; `uncertain`: told, but no answer came. */
export const pushStates = ['none', 'waiting', 'attempting', 'accepted', 'rejected', 'uncertain'] as const

export interface MarketplaceListingRow {
  businessId: string
  id: string
  accountId: string
  /** The marketplace's id of this variant. */
  externalId: string
  itemId: string
  name: string
  sku: string
  variantId: string | null
  isChosen: boolean
  priceSeen: number | null
  stockSeen: number | null
  seenAt: Date
  pushState: (typeof pushStates)[number]
  pushedStock: number | null
  pushError: string | null
  pushedAt: Date | null
}

export interface MarketplaceTables {
  marketplaceAccounts: Omit<MarketplaceAccountRow, 'config' | 'lastError'> & { config: ColumnType<Record<string, string>, string, string>; lastError: ColumnType<MarketplaceProblem | null, string | null, string | null> }
  marketplaceListings: MarketplaceListingRow
}
