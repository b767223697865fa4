import { z } from 'zod'
import type { Services } from '#platform/context'
import { AppError } from '#platform/errors'
import { providerFailed } from '../../errors.ts'
import { parseJson } from '../../payments/callback-checks.ts'
import type { Booking, BookingOutcome, ShipmentState } from '../provider.ts'
import type { Tracking } from '../tables.ts'

type Outside = Pick<Services, 'fetch' | 'apiUrls'>
interface Account {
  apiKey: string
  originPostalCode: string
}

const courier = z.object({ waybill_id: z.string().nullish() })
const made = z.object({ id: z.string().min(1), price: z.number().nullish().transform((price) => (typeof price === 'number' ? Math.round(price) : null)), courier: courier.nullish() })
const refused = z.object({ success: z.literal(false), error: z.string().nullish(), message: z.string().nullish(), code: z.union([z.number(), z.string()]).nullish() })
const state = z.object({ id: z.string(), status: z.string(), courier: courier.nullish() })
const callback = z.object({ event: z.string(), order_id: z.string().min(1) })

const words: Record<string, Tracking> = {
  confirmed: 'waiting', allocated: 'waiting', picking_up: 'waiting', picked: 'moving', dropping_off: 'moving', on_hold: 'problem', delivered: 'delivered',
  return_in_transit: 'returning', returned: 'returning', rejected: 'problem', courier_not_found: 'problem', cancelled: 'problem', disposed: 'problem',
}

/** Asks for a courier. Only a clear refusal is one: whatever else comes back leaves it open whether somebody is on the way. */
export async function book(services: Outside, account: Account, booking: Booking): Promise<BookingOutcome> {
  const [company, type] = booking.service.split(':')
  const body = {
    reference_id: booking.reference,
    shipper_contact_name: booking.from.name, shipper_contact_phone: booking.from.phone,
    origin_contact_name: booking.from.name, origin_contact_phone: booking.from.phone, origin_address: booking.from.address, origin_postal_code: Number(account.originPostalCode),
    destination_contact_name: booking.to.name, destination_contact_phone: booking.to.phone, destination_address: booking.to.address, destination_postal_code: Number(booking.parcel.destinationPostalCode),
    courier_company: company, courier_type: type, delivery_type: 'now', order_note: booking.note,
    items: booking.parcel.items.map((item) => ({ name: item.name, value: item.value, weight: item.weightGrams, quantity: item.quantity })),
  }
  try {
    const response = await services.fetch(`${addressOf(services)}/v1/orders`, { method: 'POST', headers: headersOf(account), body: JSON.stringify(body), timeoutMs: 20_000 })
    const said: unknown = await response.json().catch(() => undefined)
    const [accepted, denied] = [made.safeParse(said), refused.safeParse(said)]
    if (response.status < 300 && accepted.success) return { outcome: 'booked', externalId: accepted.data.id, waybill: accepted.data.courier?.waybill_id || null, price: accepted.data.price }
    if (response.status >= 400 && response.status < 500 && denied.success) return { outcome: 'rejected', detail: (denied.data.error ?? denied.data.message ?? `HTTP ${response.status}`).slice(0, 300) }
    return { outcome: 'uncertain', detail: `HTTP ${response.status}` }
  } catch (error) {
    // Our own guard refused before anything left.
    if (error instanceof AppError) throw error
    return { outcome: 'uncertain', detail: error instanceof Error ? error.name : 'no answer' }
  }
}

export async function readShipment(services: Outside, account: Account, externalId: string): Promise<ShipmentState> {
  const response = await services.fetch(`${addressOf(services)}/v1/orders/${encodeURIComponent(externalId)}`, { headers: headersOf(account), timeoutMs: 20_000 })
  const read = state.safeParse(await response.json().catch(() => undefined))
  if (response.status >= 300 || !read.success) throw providerFailed('Biteship')
  const { status } = read.data
  return { tracking: words[status] ?? 'problem', waybill: read.data.courier?.waybill_id || null, detail: status, ...(status === 'cancelled' ? { isCancelled: true } : {}) }
}

/** A refusal in words stands; any other answer leaves it open, and the parcel itself is asked next time. */
export async function cancel(services: Outside, account: Account, externalId: string): Promise<{ isCancelled: boolean; detail: string }> {
  const response = await services.fetch(`${addressOf(services)}/v1/orders/${encodeURIComponent(externalId)}/cancel`, { method: 'POST', headers: headersOf(account), body: JSON.stringify({ cancellation_reason_code: 'others', cancellation_reason: 'Dibatalkan toko' }), timeoutMs: 20_000 })
  const said: unknown = await response.json().catch(() => undefined)
  const denied = refused.safeParse(said)
  if (response.status < 300 && !denied.success) return { isCancelled: true, detail: '' }
  if (response.status >= 400 && response.status < 500 && denied.success) return { isCancelled: false, detail: (denied.data.error ?? denied.data.message ?? `HTTP ${response.status}`).slice(0, 300) }
  throw providerFailed('Biteship')
}

/** An empty body is how the address is tried out when it is registered. */
export function readCallback(body: Buffer): { externalId: string } | undefined {
  const said = callback.safeParse(parseJson(body))
  return said.success && said.data.event.startsWith('order.') ? { externalId: said.data.order_id } : undefined
}

const addressOf = (services: Outside) => services.apiUrls['biteship'] ?? 'https://api.biteship.com'
const headersOf = (account: Account) => ({ 'content-type': 'application/json', authorization: account.apiKey })
