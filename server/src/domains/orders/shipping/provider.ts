import type { Services } from '#platform/context'
import type { Configurable, ProviderSettings } from '../provider-settings.ts'
import type { Tracking } from './tables.ts'

type Outside = Pick<Services, 'fetch' | 'apiUrls'>

/** One source of shipping rates, perhaps of couriers that come: one folder here and one line in `registry.ts`. */
export interface ShippingProvider extends Configurable {
  name: string
  /** What it costs to send a parcel. Called outside any transaction. */
  listRates(services: Outside, settings: ProviderSettings, parcel: Parcel): Promise<ShippingRate[]>
  /** Asks a courier to come. The reference was committed before, and is sent along. */
  book?(services: Outside, settings: ProviderSettings, booking: Booking): Promise<BookingOutcome>
  /** Sends the courier away again. Asking twice does no harm; throws when it cannot be told whether it worked. */
  cancel?(services: Outside, settings: ProviderSettings, externalId: string): Promise<{ isCancelled: boolean; detail: string }>
  /** The id to follow a parcel by that was handed over elsewhere. */
  followedBy?(parcel: { courier: string; waybill: string; phone: string | null }): string
  /** Where a booked parcel is, by the provider's own id. */
  readShipment?(services: Outside, settings: ProviderSettings, externalId: string): Promise<ShipmentState>
  /** Which parcel a callback is about; `undefined` for probes and other news. It is only a reason to ask. */
  readCallback?(body: Buffer): { externalId: string } | undefined
}

export interface Parcel {
  destinationPostalCode: string
  weightGrams: number
  /** For insurance and bulky goods: what lies inside. */
  items: { name: string; quantity: number; value: number; weightGrams: number }[]
}

export interface ShippingRate {
  provider: string
  courier: string
  service: string
  /** Whole rupiah. */
  price: number
  /** In the provider's own words: `1 - 2 days`. */
  duration: string
  /** The provider's codes, where a courier can be booked: `jne:reg`. */
  bookingCode?: string
}

export interface Contact {
  name: string
  phone: string
  address: string
}

export interface Booking {
  reference: string
  /** As `bookingCode` of a rate. */
  service: string
  from: Contact
  to: Contact
  note: string
  parcel: Parcel
}

export type BookingOutcome =
  | { outcome: 'booked'; externalId: string; waybill: string | null; price: number | null }
  | { outcome: 'rejected'; detail: string }
  /** No answer, or none that can be read: perhaps a courier is on the way. */
  | { outcome: 'uncertain'; detail: string }

export interface ShipmentState {
  tracking: Tracking
  waybill: string | null
  /** Nobody comes for it any more. */
  isCancelled?: boolean
  /** The provider's own word. */
  detail: string
}
