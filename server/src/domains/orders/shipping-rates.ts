import type { Context } from '#platform/context'
import { AppError } from '#platform/errors'
import { readProviderSettings } from './provider-settings.ts'
import { parcelOf, type ParcelInput } from './shipping/parcel.ts'
import type { ShippingRate } from './shipping/provider.ts'
import { shippingProviders } from './shipping/registry.ts'

export interface RateAnswer {
  /** Cheapest first. */
  rates: ShippingRate[]
  /** Providers that did not answer. */
  failed: string[]
}

/** What couriers ask for these goods, from every provider that is set up. One that is down does not hide the others. */
export async function listShippingRates(ctx: Context, question: ParcelInput): Promise<RateAnswer> {
  const { parcel, ready } = await ctx.transaction(async (tx) => {
    const parcel = await parcelOf(tx, question)
    const settings = await Promise.all(shippingProviders.map(async (provider) => ({ provider, settings: await readProviderSettings(tx, 'shipping', provider.type) })))
    return { parcel, ready: settings.flatMap(({ provider, settings: found }) => (found?.isOn ? [{ provider, settings: found }] : [])) }
  })
  const answers = await Promise.all(
    ready.map(async ({ provider, settings }) => {
      try {
        return { rates: await provider.listRates(ctx, settings, parcel), failed: [] }
      } catch (error) {
        // Only what the network did: a mistake of ours is to be seen.
        if (!(error instanceof AppError) && !(error instanceof Error && 'code' in error)) throw error
        ctx.log.warn({ error, provider: provider.type }, 'shipping rates could not be read')
        return { rates: [], failed: [provider.name] }
      }
    }),
  )
  return { rates: answers.flatMap((one) => one.rates).sort((a, b) => a.price - b.price), failed: answers.flatMap((one) => one.failed) }
}
