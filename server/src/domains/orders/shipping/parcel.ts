import type { Transaction } from '#platform/context'
import { readGoods } from '#domains/catalog'
import { weightUnknown } from '../errors.ts'
import type { Parcel } from './provider.ts'

export interface ParcelInput {
  destinationPostalCode: string
  lines: { variantId: string; quantity: number }[]
  /** Weighed by hand; for goods whose weight nobody has written down. */
  weightGrams?: number | undefined
}

/** What the goods weigh and are worth: from the catalogue or weighed by hand, never guessed. */
export async function parcelOf(tx: Transaction, input: ParcelInput): Promise<Parcel> {
  const goods = await readGoods(tx, input.lines.map((line) => line.variantId))
  const items = input.lines.map(({ variantId, quantity }) => {
    const good = goods.get(variantId)
    if (!good?.weightGrams && !input.weightGrams) throw weightUnknown(good?.name ?? '')
    return { name: good?.name ?? '', quantity, value: good?.price ?? 0, weightGrams: good?.weightGrams ?? 0 }
  })
  const known = items.reduce((sum, item) => sum + item.quantity * item.weightGrams, 0)
  return spreadWeight({ destinationPostalCode: input.destinationPostalCode, items, weightGrams: input.weightGrams ?? known })
}

/** A weight of the whole parcel, where single weights are unknown, lies on its first item. */
function spreadWeight(parcel: Parcel): Parcel {
  const known = parcel.items.reduce((sum, item) => sum + item.quantity * item.weightGrams, 0)
  if (known >= parcel.weightGrams || parcel.items.length === 0) return parcel
  const [first, ...rest] = parcel.items
  return { ...parcel, items: [{ ...first, weightGrams: first.weightGrams + Math.ceil((parcel.weightGrams - known) / first.quantity) }, ...rest] }
}
