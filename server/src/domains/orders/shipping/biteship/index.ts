import { z } from 'zod'
import { providerFailed } from '../../errors.ts'
import type { ProviderSettings } from '../../provider-settings.ts'
import type { ShippingProvider } from '../provider.ts'
import { book, cancel, readCallback, readShipment } from './orders.ts'

const name = 'Biteship'
const config = z.strictObject({ originPostalCode: z.string().trim().regex(/^\d{5}$/, 'Kode pos asal lima angka'), couriers: z.string().trim().min(2).max(200).default('jne,sicepat,jnt,anteraja') })
const secrets = z.strictObject({ apiKey: z.string().trim().min(8).max(300) })
const answer = z.object({ pricing: z.array(z.object({ courier_name: z.string(), courier_service_name: z.string(), courier_code: z.string().optional(), courier_service_code: z.string().optional(), price: z.number(), duration: z.string().optional() })) })

/** Rates of many couriers through Biteship, booking and tracking. */
export const biteship: ShippingProvider = {
  type: 'biteship',
  name,
  config,
  secrets,
  async listRates(services, settings, parcel) {
    const { originPostalCode, couriers } = config.parse(settings.config)
    const response = await services.fetch(`${services.apiUrls['biteship'] ?? 'https://api.biteship.com'}/v1/rates/couriers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: secrets.parse(settings.secrets).apiKey },
      body: JSON.stringify({
        origin_postal_code: Number(originPostalCode),
        destination_postal_code: Number(parcel.destinationPostalCode),
        couriers,
        items: parcel.items.map((item) => ({ name: item.name, value: item.value, weight: item.weightGrams, quantity: item.quantity })),
      }),
    })
    const read = answer.safeParse(await response.json().catch(() => undefined))
    if (response.status >= 300 || !read.success) throw providerFailed(name)
    return read.data.pricing.map((rate) => ({
      provider: 'biteship', courier: rate.courier_name, service: rate.courier_service_name, price: Math.round(rate.price), duration: rate.duration ?? '',
      ...(rate.courier_code && rate.courier_service_code ? { bookingCode: `${rate.courier_code}:${rate.courier_service_code}` } : {}),
    }))
  },
  book: (services, settings, booking) => book(services, account(settings), booking),
  cancel: (services, settings, externalId) => cancel(services, account(settings), externalId),
  readShipment: (services, settings, externalId) => readShipment(services, account(settings), externalId),
  readCallback,
}

function account(settings: ProviderSettings) {
  return { apiKey: secrets.parse(settings.secrets).apiKey, originPostalCode: config.parse(settings.config).originPostalCode }
}
