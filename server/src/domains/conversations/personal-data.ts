import { sql, type RawBuilder } from 'kysely'
import type { PersonalDataKeeper, PersonReference } from '#platform/personal-data'

const theirConversations = ({ businessId, customerIds }: PersonReference): RawBuilder<unknown> => sql`select c.id from conversations c where c.business_id = ${businessId} and c.customer_id = any(${customerIds}::uuid[])`
const theirMessages = (person: PersonReference): RawBuilder<unknown> => sql`select m.id from messages m where m.business_id = ${person.businessId} and m.conversation_id in (${theirConversations(person)})`

/** Chats of a person, with what was attached. What went wrong on its way in is looked through for their addresses. */
export const personalData: PersonalDataKeeper = {
  domain: 'conversations',
  withoutPeople: ['channels', 'labels', 'canned_replies', 'templates'],
  tables: {
    message_statuses: {
      title: 'Kabar pengiriman',
      rowsOf: (person) => sql`external_id in (select m.external_id from messages m where m.business_id = ${person.businessId} and m.channel_id = message_statuses.channel_id and m.external_id is not null and m.conversation_id in (${theirConversations(person)})) or external_id in (select 'thread:' || c.external_id from conversations c where c.business_id = ${person.businessId} and c.channel_id = message_statuses.channel_id and c.customer_id = any(${person.customerIds}::uuid[]))`,
      personal: { external_id: 'conversation', error: 'conversation', details: 'conversation' },
      plain: ['status', 'attempt_key'],
      onErase: 'delete',
    },
    attachments: {
      title: 'Lampiran',
      rowsOf: (person) => sql`message_id in (${theirMessages(person)})`,
      personal: { name: 'conversation', source: 'conversation', file_key: 'conversation' },
      plain: ['status', 'media_type', 'reason'],
      fileKey: 'file_key',
      onErase: 'delete',
    },
    messages: {
      title: 'Pesan',
      rowsOf: (person) => sql`conversation_id in (${theirConversations(person)})`,
      personal: { text: 'conversation', content: 'conversation', external_id: 'conversation', author_id: 'identity', error: 'conversation', answer: 'conversation', client_id: 'conversation' },
      plain: ['direction', 'author_kind', 'kind', 'delivery', 'attempt_key', 'purpose'],
      onErase: 'delete',
    },
    conversations: {
      title: 'Percakapan',
      rowsOf: ({ customerIds }) => sql`customer_id = any(${customerIds}::uuid[])`,
      personal: { external_id: 'identity', handoff: 'conversation', labels: 'note', last_message_preview: 'conversation' },
      plain: ['status', 'handler', 'last_message_direction'],
      onErase: 'delete',
    },
    inbound_failures: {
      title: 'Kiriman yang tidak terbaca',
      rowsOf: ({ identifiers }) => sql`exists (select 1 from unnest(${identifiers}::text[]) as known(identifier) where position(known.identifier in body) > 0)`,
      personal: { body: 'conversation' },
      plain: ['fingerprint', 'reason'],
      onErase: 'delete',
    },
  },
}
