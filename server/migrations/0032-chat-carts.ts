import { sql, type Kysely } from 'kysely'
import { createTenantTable } from '../src/platform/database/schema.ts'

/** What customers are putting together in their chats. The id is the conversation's: one cart a chat. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, 'chat_carts', (table) =>
    table
      .addColumn('customer_id', 'uuid', (column) => column.notNull())
      .addColumn('cart', 'jsonb', (column) => column.notNull())
      // The last message that changed it: the same message again changes nothing.
      .addColumn('last_message_id', 'uuid', (column) => column.notNull())
      .addColumn('order_id', 'uuid')
      // Until when places on days are kept before the customer has agreed.
      .addColumn('held_until', 'timestamptz')
      .addColumn('updated_at', 'timestamptz', (column) => column.notNull()),
  )
  await sql`create index chat_carts_of_customer on chat_carts (business_id, customer_id)`.execute(db)
  await sql`create index chat_carts_of_order on chat_carts (business_id, order_id) where order_id is not null`.execute(db)
  await sql`create index orders_of_conversation on orders (business_id, conversation_id, placed_at desc) where conversation_id is not null`.execute(db)
}
