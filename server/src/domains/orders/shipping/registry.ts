import { notFound } from '#platform/errors'
import { biteship } from './biteship/index.ts'
import type { ShippingProvider } from './provider.ts'
import { rajaongkir } from './rajaongkir/index.ts'

/** Every source of rates that asks somebody else. The shop's own rates are rows of its shop facts. */
export const shippingProviders: ShippingProvider[] = [biteship, rajaongkir]

export function getShippingProvider(type: string): ShippingProvider {
  const provider = shippingProviders.find((one) => one.type === type)
  if (!provider) throw notFound('Jasa kirim')
  return provider
}
