import { sql } from 'kysely'
import type { PersonalDataKeeper } from '#platform/personal-data'

/** A lesson that began with somebody's question goes with that somebody. */
export const personalData: PersonalDataKeeper = {
  domain: 'assistant',
  withoutPeople: ['model_calls'],
  tables: {
    chat_carts: {
      title: 'Keranjang di chat',
      rowsOf: ({ customerIds }) => sql`customer_id = any(${customerIds}::uuid[])`,
      personal: { cart: 'order' },
      plain: [],
      onErase: 'delete',
    },
    assistant_lessons: {
      title: 'Pelajaran asisten dari chat Anda',
      rowsOf: ({ businessId, customerIds }) =>
        sql`message_id in (select m.id from messages m join conversations c on c.business_id = m.business_id and c.id = m.conversation_id where m.business_id = ${businessId} and c.customer_id = any(${customerIds}::uuid[]))`,
      personal: { question: 'conversation', answer: 'conversation' },
      plain: [],
      onErase: 'delete',
    },
  },
}
