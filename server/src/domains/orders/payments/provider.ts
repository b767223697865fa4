import type { Services } from '#platform/context'
import type { Configurable, ProviderSettings } from '../provider-settings.ts'
import type { Delivery, PaymentDetails } from '../tables.ts'

/** One means of payment: one folder here and one line in `registry.ts`. */
export interface PaymentProvider extends Configurable {
  name: string
  /** Works without being set up. */
  isAlwaysReady?: boolean
  /** Money in hand: nothing to wait for. */
  isImmediate?: boolean
  /** Paid when the goods arrive: the shop starts before it has the money. */
  isOnDelivery?: boolean
  /** Throws when the shop does not offer this for such an order. */
  allows?(settings: ProviderSettings, asked: { amount: number; courier: string; delivery: Delivery }): void
  /** Nobody tells us of the money, so the amount itself must: a few rupiah on top, and a person who confirms. */
  hasUniqueDigits?: boolean
  /** Prepares what the buyer needs. Called outside any transaction. */
  prepare(services: Pick<Services, 'fetch' | 'apiUrls'>, settings: ProviderSettings, bill: Bill): Promise<{ externalId: string | null; details: PaymentDetails }>
  /** Checks the raw bytes of a callback and names the payment that it is about. Throws a 401 when it is forged. */
  readCallback?(settings: ProviderSettings, request: CallbackRequest): { paymentId: string } | undefined
  /** Asks the provider itself, by our own id of the payment: what a callback claims is never believed. */
  askStatus?(services: Pick<Services, 'fetch' | 'apiUrls'>, settings: ProviderSettings, paymentId: string): Promise<ProviderStatus>
}

export interface Bill {
  paymentId: string
  /** What the buyer pays, unique digits included. */
  amount: number
  orderNumber: string
  customerName: string
  phone: string | null
  expiresAt: Date | null
  now: Date
}

export interface CallbackRequest {
  headers: Record<string, string | undefined>
  body: Buffer
}

export interface ProviderStatus {
  state: 'waiting' | 'paid' | 'failed' | 'expired'
  amount: number
}
