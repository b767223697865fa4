import { sql, type RawBuilder } from 'kysely'
import type { PersonalDataKeeper, PersonReference } from '#platform/personal-data'

const theirs = ({ customerIds, phones }: PersonReference): RawBuilder<boolean> => sql`(customer_id = any(${customerIds}::uuid[]) or phone = any(${phones}::text[]))`
const ofTheirOrders = (person: PersonReference): RawBuilder<boolean> => sql`order_id in (select o.id from orders o where o.business_id = ${person.businessId} and (o.customer_id = any(${person.customerIds}::uuid[]) or o.phone = any(${person.phones}::text[])))`

/** Orders stay for the books, without who bought and where it went. `orders` comes last: the others find their rows through it. */
export const personalData: PersonalDataKeeper = {
  domain: 'orders',
  // Why a date moved is the shop's own word, in a ledger that nobody changes.
  withoutPeople: ['discount_rules', 'order_promises', 'counter_entries', 'counter_shifts', 'counter_cash', 'marketplace_accounts', 'marketplace_listings'],
  tables: {
    order_lines: { title: 'Isi pesanan', rowsOf: ofTheirOrders, personal: { note: 'order' }, plain: ['sku', 'name'], onErase: { note: '' } },
    order_stages: { title: 'Tahap pesanan', rowsOf: ofTheirOrders, personal: { note: 'order', photo_key: 'order' }, plain: ['stage', 'actor_id'], fileKey: 'photo_key', onErase: { note: '', photo_key: null } },
    order_returns: { title: 'Retur', rowsOf: ofTheirOrders, personal: { reason: 'order' }, plain: [], onErase: { reason: '' } },
    payments: { title: 'Pembayaran', rowsOf: ofTheirOrders, personal: { details: 'order', note: 'order' }, plain: ['provider', 'kind', 'status', 'external_id'], onErase: { details: sql`'{}'::jsonb`, note: '' } },
    refunds: { title: 'Pengembalian uang', rowsOf: ofTheirOrders, personal: { note: 'order' }, plain: ['reason', 'status'], onErase: { note: '' } },
    shipments: { title: 'Pengiriman', rowsOf: ofTheirOrders, personal: { postal_code: 'order', waybill: 'order' }, plain: ['provider', 'service', 'status', 'external_id', 'tracking', 'problem'], onErase: { postal_code: '', waybill: null } },
    orders: {
      title: 'Pesanan',
      rowsOf: theirs,
      personal: {
        customer_name: 'identity', phone: 'contact', address: 'order', city: 'order', province: 'order', note: 'order', tracking_number: 'order', cancel_reason: 'order', discount_note: 'order', pickup_time: 'order',
      },
      plain: ['number', 'source', 'status', 'courier', 'fees', 'payment_method', 'stock_state', 'status_before_cancel', 'delivery', 'stage', 'discount_code'],
      onErase: { customer_id: null, customer_name: '', phone: null, address: '', city: '', province: '', note: '', tracking_number: null, cancel_reason: null, discount_note: '', pickup_time: '' },
    },
  },
}
