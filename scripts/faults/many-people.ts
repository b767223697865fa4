import type { FaultShop } from './shop.ts'

const names = ['Rini', 'Budi', 'Sari', 'Agus', 'Dewi', 'Eko', 'Fitri', 'Gilang', 'Hana', 'Indra']
const batch = 10_000

/** People who agreed to promotions and have an open chat, written straight into the database: so many would take hours to say hello. Returns their numbers. */
export async function manyPeople({ laris, businessId, channelId }: Pick<FaultShop, 'laris' | 'businessId' | 'channelId'>, count: number): Promise<string[]> {
  const phones = Array.from({ length: count }, (_, index) => `6286${10_000_000 + index}`)
  for (let start = 0; start < count; start += batch) {
    const some = phones.slice(start, start + batch)
    await laris.query(
      `with person as (select gen_random_uuid() as id, phone, ($4::text[])[1 + (row_number() over ()) % 10] as name from unnest($3::text[]) as t(phone)),
       c as (insert into customers (business_id, id, name, note, labels, is_sample, first_seen_at, last_seen_at, created_at, updated_at) select $1, id, name, '', '{}', false, now(), now(), now(), now() from person),
       i as (insert into customer_identities (business_id, id, customer_id, channel_type, external_id, phone, created_at) select $1, gen_random_uuid(), id, 'whatsapp', phone, '+' || phone, now() from person),
       k as (insert into consents (business_id, id, customer_id, purpose, channel_type, is_granted, source, at) select $1, gen_random_uuid(), id, 'marketing', null, true, 'form', now() from person)
       insert into conversations (business_id, id, channel_id, customer_id, external_id, status, handler, labels, unread_count, last_message_at, last_message_preview, last_message_direction, last_inbound_at, window_expires_at, is_sample, created_at)
       select $1, gen_random_uuid(), $2, id, phone, 'open', 'assistant', '{}', 0, now() - interval '2 hours', 'halo', 'inbound', now() - interval '2 hours', now() + interval '20 hours', false, now() from person`,
      [businessId, channelId, some, names],
    )
  }
  await laris.query('analyze customers, customer_identities, consents, conversations')
  return phones
}
