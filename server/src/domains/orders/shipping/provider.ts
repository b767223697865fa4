import type { Services } from '#platform/context'
import type { Configurable, ProviderSettings } from '../provider-settings.ts'

/** One source of shipping rates: one folder here and one line in `registry.ts`. */
export interface ShippingProvider extends Configurable {
  name: string
  /** What it costs to send a parcel. Called outside any transaction. */
  listRates(services: Pick<Services, 'fetch' | 'apiUrls'>, settings: ProviderSettings, parcel: Parcel): Promise<ShippingRate[]>
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
}
