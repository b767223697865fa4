import { z } from 'zod'
import type { Services } from '#platform/context'
import { providerFailed } from '../../errors.ts'
import type { ProviderSettings } from '../../provider-settings.ts'
import type { ShipmentState, ShippingProvider } from '../provider.ts'

const name = 'RajaOngkir'
const config = z.strictObject({ originPostalCode: z.string().trim().regex(/^\d{5}$/, 'Kode pos asal lima angka'), couriers: z.string().trim().min(2).max(200).default('jne:sicepat:jnt') })
const secrets = z.strictObject({ apiKey: z.string().trim().min(8).max(300) })
const places = z.object({ data: z.array(z.object({ id: z.union([z.number(), z.string()]), zip_code: z.string().optional() })) })
const costs = z.object({ data: z.array(z.object({ name: z.string(), service: z.string(), cost: z.number(), etd: z.string().optional() })) })

const followed = z.object({ data: z.object({ delivered: z.boolean(), summary: z.object({ status: z.string() }), manifest: z.array(z.unknown()).nullish() }) })

/** Rates through RajaOngkir (Komerce): places have ids of their own, found by postal code first. */
export const rajaongkir: ShippingProvider = {
  type: 'rajaongkir',
  name,
  config,
  secrets,
  followedBy: ({ courier, waybill, phone }) => [courier, waybill, phone?.slice(-5) ?? ''].join(':'),
  readShipment,
  async listRates(services, settings, parcel) {
    const { originPostalCode, couriers } = config.parse(settings.config)
    const { base, headers } = account(services, settings)
    const findPlace = async (postalCode: string): Promise<string | undefined> => {
      const response = await services.fetch(`${base}/destination/domestic-destination?search=${encodeURIComponent(postalCode)}&limit=20`, { headers })
      const read = places.safeParse(await response.json().catch(() => undefined))
      if (response.status === 404) return undefined
      if (response.status >= 300 || !read.success) throw providerFailed(name)
      const exact = read.data.data.find((place) => place.zip_code === postalCode)
      return exact && String(exact.id)
    }
    const [origin, destination] = [await findPlace(originPostalCode), await findPlace(parcel.destinationPostalCode)]
    if (!origin || !destination) return []
    const response = await services.fetch(`${base}/calculate/domestic-cost`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ origin, destination, weight: String(parcel.weightGrams), courier: couriers, price: 'lowest' }).toString(),
    })
    const read = costs.safeParse(await response.json().catch(() => undefined))
    if (response.status >= 300 || !read.success) throw providerFailed(name)
    return read.data.data.map((rate) => ({ provider: 'rajaongkir', courier: rate.name, service: rate.service, price: Math.round(rate.cost), duration: rate.etd ?? '' }))
  },
}

/** A waybill of any courier that RajaOngkir knows; the last digits of the receiver's number prove to some who asks. */
async function readShipment(services: Outside, settings: ProviderSettings, followedBy: string): Promise<ShipmentState> {
  const [courier = '', waybill = '', lastDigits = ''] = followedBy.split(':')
  const { base, headers } = account(services, settings)
  const response = await services.fetch(`${base}/track/waybill`, { method: 'POST', headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ awb: waybill, courier, ...(lastDigits ? { last_phone_number: lastDigits } : {}) }).toString(), timeoutMs: 20_000 })
  // Couriers know a number only hours after it was printed.
  if (response.status === 404 || response.status === 400) return { tracking: 'waiting', waybill, detail: 'not known yet' }
  const read = followed.safeParse(await response.json().catch(() => undefined))
  if (response.status >= 300 || !read.success) throw providerFailed(name)
  const { delivered, summary, manifest } = read.data.data
  const tracking = delivered ? 'delivered' : /retur|return/i.test(summary.status) ? 'returning' : manifest && manifest.length > 0 ? 'moving' : 'waiting'
  return { tracking, waybill, detail: summary.status }
}

type Outside = Pick<Services, 'fetch' | 'apiUrls'>

function account(services: Outside, settings: ProviderSettings) {
  return { base: services.apiUrls['rajaongkir'] ?? 'https://rajaongkir.komerce.id/api/v1', headers: { accept: 'application/json', key: secrets.parse(settings.secrets).apiKey } }
}
