import { sql } from 'kysely'
import { startOfDay } from '#platform/clock'
import type { Transaction } from '#platform/context'
import { zoneOf } from '#domains/activity'
import { countsSamples } from '#domains/businesses'
import { addDays } from '#models/language/calendar'

export interface Neighbourhood {
  name: string
  city: string
  people: number
  orders: number
  amount: number
}

/** Kelurahan and villages by the addresses of the orders of these shop days (`YYYY-MM-DD`, both included; examples in example shops alone), most buyers first; `addresses`: how many orders have one at all. */
export async function readNeighbourhoods(tx: Transaction, period: { from: string; to: string }): Promise<{ rows: Neighbourhood[]; addresses: number }> {
  const [zone, withSamples] = [await zoneOf(tx), await countsSamples(tx)]
  const { rows } = await sql<{ address: string; city: string; buyer: string; orders: number; amount: number }>`
    select address, city, coalesce(customer_id::text, phone, customer_name) as buyer, count(*)::int as orders, sum(total - refunded_total)::bigint as amount from orders
    where business_id = ${tx.businessId} and address <> '' and status <> 'cancelled' ${withSamples ? sql`` : sql`and not is_sample`}
      and placed_at >= ${startOfDay(period.from, zone)} and placed_at < ${startOfDay(addDays(period.to, 1), zone)}
    group by 1, 2, 3`.execute(tx.db)
  const places = new Map<string, Omit<Neighbourhood, 'people'> & { buyers: Set<string> }>()
  for (const { address, city, buyer, orders, amount } of rows) {
    const name = neighbourhoodIn(address)
    if (name === undefined) continue
    const key = `${name} ${city.trim().toLowerCase()}`
    const place = places.get(key) ?? { name, city: city.trim(), orders: 0, amount: 0, buyers: new Set<string>() }
    place.orders += orders
    place.amount += Number(amount)
    place.buyers.add(buyer)
    places.set(key, place)
  }
  return {
    rows: [...places.values()].map(({ buyers, ...place }) => ({ ...place, people: buyers.size })).sort((a, b) => b.people - a.people || b.amount - a.amount || a.name.localeCompare(b.name)),
    addresses: rows.reduce((sum, row) => sum + row.orders, 0),
  }
}

// What follows the word, up to the next part of an address.
const named = /\b(?:kelurahan|kel|desa|ds)\b[.:]?\s*([\p{L}][\p{L}' -]{2,40}?)\s*(?=[,.;:()/\n\d]|\s-\s|\b(?:kecamatan|kec|kabupaten|kab|kota|rt|rw|no|dekat|depan|belakang|provinsi|prov|kode)\b|$)/iu

/** The kelurahan or village that an address names by its word: `Kel. Sendangmulyo, Kec. Tembalang`. */
export function neighbourhoodIn(address: string): string | undefined {
  const found = named.exec(address.normalize('NFC'))?.[1].replace(/\s+/g, ' ').trim()
  return found ? found.toLowerCase().replace(/(?<![\p{L}'])\p{L}/gu, (letter) => letter.toUpperCase()) : undefined
}
