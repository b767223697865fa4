import type { Services } from '#platform/context'
import type { ImportedOrder } from '../imported-orders.ts'

/** What a marketplace may use of Laris: the one outbound client, and where it is told to go. */
export type Outside = Pick<Services, 'fetch' | 'apiUrls' | 'clock'>

/** One thing that the owner copies from the marketplace's page for developers. */
export interface SettingField {
  name: string
  isSecret: boolean
  isRequired: boolean
}

/** What the owner has typed for an account. */
export interface MarketplaceSettings {
  config: Record<string, string>
  secrets: Record<string, string>
}

/** An account that has given consent, with a token that still lives. */
export interface MarketplaceAccount extends MarketplaceSettings {
  accountId: string
  shopId: string
  accessToken: string
}

export interface TokenPair {
  accessToken: string
  refreshToken: string
  expiresAt: Date
}

export interface Consent {
  tokens: TokenPair
  /** Left out where the shop is only known after asking with the token. */
  shopId?: string
}

/** A shop behind an account, as the marketplace describes it. */
export interface ShopFacts {
  shopId: string
  name: string
  config?: Record<string, string>
}

/** One of the shop's variants on the marketplace. */
export interface Listing {
  externalId: string
  itemId: string
  name: string
  sku: string
  /** Whole rupiah. */
  price: number | null
  stock: number | null
}

export type ListingKey = Pick<Listing, 'externalId' | 'itemId' | 'sku'>

/** An order as a marketplace tells it; `buyerId` is its name for the buyer, whom it hides from us. */
export interface MarketplaceOrder extends Omit<ImportedOrder, 'lines' | 'customerId'> {
  buyerId: string | null
  lines: (ImportedOrder['lines'][number] & { listingId: string })[]
}

export interface PushRequest {
  /** The address that the marketplace was given, byte for byte. */
  url: string
  headers: Record<string, string | undefined>
  body: Buffer
}

/** What a push is about. It is only a reason to ask the marketplace itself. */
export interface PushNews {
  shopId: string
  at: Date | null
  orderNumber?: string
  /** Consent was taken back or is about to end. */
  isAboutConsent?: boolean
}

export interface UploadSheet {
  headings: string[]
  row(goods: UploadGoods): (string | number | null)[]
}

export interface UploadGoods {
  sku: string
  name: string
  price: number | null
  stock: number | null
  listing: ListingKey | undefined
}

/**
 * One marketplace: one folder here and one line in `registry.ts`; every member passes `marketplace-suite.ts`. What goes
 * wrong outside is thrown as a `MarketplaceFailure`.
 */
export interface MarketplaceType {
  type: string
  label: string
  fields: SettingField[]
  /** Longest span of update times that one question may cover. */
  longestWindowMs: number
  /** Where the owner agrees. */
  consentUrl(outside: Omit<Outside, 'fetch'>, settings: MarketplaceSettings, returnUrl: string): string
  /** Turns what the marketplace sent back with the owner into tokens. */
  exchange(outside: Outside, settings: MarketplaceSettings, answer: Record<string, string>): Promise<Consent>
  refresh(outside: Outside, settings: MarketplaceSettings & { shopId: string }, refreshToken: string): Promise<TokenPair>
  /** A round trip with the token. */
  readShop(outside: Outside, account: MarketplaceAccount): Promise<ShopFacts>
  /** Orders whose update time lies in the span, a page at a time. */
  listChangedOrders(outside: Outside, account: MarketplaceAccount, span: { from: Date; to: Date }, cursor?: string): Promise<{ orders: MarketplaceOrder[]; next?: string }>
  readOrder(outside: Outside, account: MarketplaceAccount, number: string): Promise<MarketplaceOrder | undefined>
  listListings(outside: Outside, account: MarketplaceAccount, cursor?: string): Promise<{ items: Listing[]; next?: string }>
  /** Sets an absolute number, so that saying it twice changes nothing. */
  setStock(outside: Outside, account: MarketplaceAccount, listing: ListingKey, quantity: number): Promise<void>
  setPrice(outside: Outside, account: MarketplaceAccount, listing: ListingKey, price: number): Promise<void>
  /** Checks the raw bytes with this account's own secret; `undefined` when they are not from there. */
  readPush(settings: MarketplaceSettings, request: PushRequest): PushNews | undefined
  /** Columns of the file that a shop without a connection uploads by hand. */
  sheet: UploadSheet
}
