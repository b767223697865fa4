import { z } from 'zod'
import { providerFailed } from '../../errors.ts'
import type { ShippingProvider } from '../provider.ts'

const name = 'RajaOngkir'
const config = z.strictObject({ originPostalCode: z.string().trim().regex(/^\d{5}$/, 'Kode pos asal lima angka'), couriers: z.string().trim().min(2).max(200).default('jne:sicepat:jnt') })
const secrets = z.strictObject({ apiKey: z.string().trim().min(8).max(300) })
const places = z.object({ data: z.array(z.object({ id: z.union([z.number(), z.string()]), zip_code: z.string().optional() })) })
const costs = z.object({ data: z.array(z.object({ name: z.string(), service: z.string(), cost: z.number(), etd: z.string().optional() })) })

/** Rates through RajaOngkir (Komerce): places have ids of their own, found by postal code first. */
export const rajaongkir: ShippingProvider = {
  type: 'rajaongkir',
  name,
  config,
  secrets,
  async listRates(services, settings, parcel) {
    const { originPostalCode, couriers } = config.parse(settings.config)
    const base = services.apiUrls['rajaongkir'] ?? 'https://rajaongkir.komerce.id/api/v1'
    const headers = { accept: 'application/json', key: secrets.parse(settings.secrets).apiKey }
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
