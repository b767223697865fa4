import type { Context } from '#platform/context'
import { AppError } from '#platform/errors'
import { readGoods } from '#domains/catalog'
import { weightUnknown } from './errors.ts'
import { readProviderSettings } from './provider-settings.ts'
import type { Parcel, ShippingRate } from './shipping/provider.ts'
import { shippingProviders } from './shipping/registry.ts'

export interface RateQuestion {
  destinationPostalCode: string
  lines: { variantId: string; quantity: number }[]
  /** Weighed by hand; for goods whose weight nobody has written down. */
  weightGrams?: number | undefined
}

export interface RateAnswer {
  /** Cheapest first. */
  rates: ShippingRate[]
  /** Providers that did not answer. */
  failed: string[]
}

/** What couriers ask for these goods, from every provider that is set up. One that is down does not hide the others. */
export async function listShippingRates(ctx: Context, question: RateQuestion): Promise<RateAnswer> {
  const { parcel, ready } = await ctx.transaction(async (tx) => {
    const goods = await readGoods(tx, question.lines.map((line) => line.variantId))
    const items = question.lines.map(({ variantId, quantity }) => {
      const good = goods.get(variantId)
      if (!good?.weightGrams && !question.weightGrams) throw weightUnknown(good?.name ?? '')
      return { name: good?.name ?? '', quantity, value: good?.price ?? 0, weightGrams: good?.weightGrams ?? 0 }
    })
    const parcel: Parcel = { destinationPostalCode: question.destinationPostalCode, items, weightGrams: question.weightGrams ?? items.reduce((sum, item) => sum + item.quantity * item.weightGrams, 0) }
    const settings = await Promise.all(shippingProviders.map(async (provider) => ({ provider, settings: await readProviderSettings(tx, 'shipping', provider.type) })))
    return { parcel: spreadWeight(parcel), ready: settings.flatMap(({ provider, settings: found }) => (found?.isOn ? [{ provider, settings: found }] : [])) }
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

/** A weight of the whole parcel, where single weights are unknown, lies on its first item. */
function spreadWeight(parcel: Parcel): Parcel {
  const known = parcel.items.reduce((sum, item) => sum + item.quantity * item.weightGrams, 0)
  if (known >= parcel.weightGrams || parcel.items.length === 0) return parcel
  const [first, ...rest] = parcel.items
  return { ...parcel, items: [{ ...first, weightGrams: first.weightGrams + Math.ceil((parcel.weightGrams - known) / first.quantity) }, ...rest] }
}
