import { sql, type Kysely } from 'kysely'
import { createTenantTable, grantGlobalTable } from '../src/platform/database/schema.ts'

/** Channels, conversations, messages with their delivery, and what people use to answer. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('channel_routes')
    .addColumn('route_key', 'text', (column) => column.primaryKey())
    .addColumn('business_id', 'uuid', (column) => column.notNull())
    .addColumn('channel_id', 'uuid', (column) => column.notNull())
    .execute()
  await grantGlobalTable(db, 'channel_routes')

  await createTenantTable(db, 'channels', (table) =>
    table
      .addColumn('type', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('config', 'jsonb', (column) => column.notNull())
      .addColumn('sealed_secrets', 'text')
      .addColumn('last_error', 'jsonb')
      .addColumn('last_error_at', 'timestamptz')
      .addColumn('last_inbound_at', 'timestamptz')
      .addColumn('last_outbound_at', 'timestamptz')
      .addColumn('checked_at', 'timestamptz')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
      .addColumn('deleted_at', 'timestamptz'),
  )

  await createTenantTable(db, 'conversations', (table) =>
    table
      .addColumn('channel_id', 'uuid', (column) => column.notNull())
      .addColumn('customer_id', 'uuid', (column) => column.notNull())
      .addColumn('external_id', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('handler', 'text', (column) => column.notNull())
      .addColumn('assigned_member_id', 'uuid')
      .addColumn('handoff', 'jsonb')
      .addColumn('labels', sql`text[]`, (column) => column.notNull())
      .addColumn('unread_count', 'integer', (column) => column.notNull())
      .addColumn('last_message_at', 'timestamptz', (column) => column.notNull())
      .addColumn('last_message_preview', 'text', (column) => column.notNull())
      .addColumn('last_message_direction', 'text', (column) => column.notNull())
      .addColumn('last_inbound_at', 'timestamptz')
      .addColumn('last_person_at', 'timestamptz')
      .addColumn('window_expires_at', 'timestamptz')
      .addColumn('is_sample', 'boolean', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addUniqueConstraint('conversations_external', ['business_id', 'channel_id', 'external_id'])
      .addForeignKeyConstraint('conversations_channel', ['business_id', 'channel_id'], 'channels', ['business_id', 'id'], (key) => key.onDelete('cascade'))
      .addForeignKeyConstraint('conversations_customer', ['business_id', 'customer_id'], 'customers', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
  await sql`create index conversations_list on conversations (business_id, last_message_at desc, id desc)`.execute(db)
  await sql`create index conversations_by_status on conversations (business_id, status, last_message_at desc, id desc)`.execute(db)
  await sql`create index conversations_of_customer on conversations (business_id, customer_id)`.execute(db)

  await createTenantTable(db, 'messages', (table) =>
    table
      .addColumn('conversation_id', 'uuid', (column) => column.notNull())
      .addColumn('channel_id', 'uuid', (column) => column.notNull())
      .addColumn('direction', 'text', (column) => column.notNull())
      .addColumn('author_kind', 'text', (column) => column.notNull())
      .addColumn('author_id', 'text')
      .addColumn('external_id', 'text')
      .addColumn('client_id', 'text')
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('content', 'jsonb', (column) => column.notNull())
      .addColumn('sent_at', 'timestamptz', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('is_late', 'boolean', (column) => column.notNull())
      .addColumn('delivery', 'text')
      .addColumn('delivery_at', 'timestamptz')
      .addColumn('attempt_key', 'text')
      .addColumn('attempted_at', 'timestamptz')
      .addColumn('error', 'jsonb')
      .addColumn('answer', 'jsonb')
      .addColumn('reply_to_id', 'uuid')
      .addColumn('edited_at', 'timestamptz')
      .addColumn('revoked_at', 'timestamptz')
      .addForeignKeyConstraint('messages_conversation', ['business_id', 'conversation_id'], 'conversations', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
  await sql`create unique index messages_external on messages (business_id, channel_id, external_id) where external_id is not null`.execute(db)
  await sql`create unique index messages_client on messages (business_id, conversation_id, client_id) where client_id is not null`.execute(db)
  await sql`create unique index messages_attempt on messages (business_id, attempt_key) where attempt_key is not null`.execute(db)
  await sql`create index messages_order on messages (business_id, conversation_id, sent_at desc, id desc)`.execute(db)
  await sql`create index messages_words on messages using gin (text gin_trgm_ops)`.execute(db)
  await sql`create index messages_unsettled on messages (business_id, delivery, attempted_at) where delivery in ('planned', 'attempting', 'uncertain')`.execute(db)

  // Provider truth about a message that arrived before the message itself was known to us.
  await createTenantTable(db, 'message_statuses', (table) =>
    table
      .addColumn('channel_id', 'uuid', (column) => column.notNull())
      .addColumn('external_id', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('attempt_key', 'text')
      .addColumn('error', 'jsonb')
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addUniqueConstraint('message_statuses_once', ['business_id', 'channel_id', 'external_id', 'status']),
  )

  await createTenantTable(db, 'attachments', (table) =>
    table
      .addColumn('message_id', 'uuid', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('file_key', 'text')
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('media_type', 'text', (column) => column.notNull())
      .addColumn('bytes', 'bigint')
      .addColumn('source', 'jsonb')
      .addColumn('reason', 'text')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addForeignKeyConstraint('attachments_message', ['business_id', 'message_id'], 'messages', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
  await sql`create index attachments_of_message on attachments (business_id, message_id)`.execute(db)

  await createTenantTable(db, 'labels', (table) =>
    table
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('colour', 'text', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addUniqueConstraint('labels_name', ['business_id', 'name']),
  )

  await createTenantTable(db, 'canned_replies', (table) =>
    table
      .addColumn('shortcut', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
      .addUniqueConstraint('canned_replies_shortcut', ['business_id', 'shortcut']),
  )

  await createTenantTable(db, 'templates', (table) =>
    table
      .addColumn('channel_id', 'uuid', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('language', 'text', (column) => column.notNull())
      .addColumn('category', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('variables', sql`text[]`, (column) => column.notNull())
      .addColumn('reason', 'text')
      .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
      .addUniqueConstraint('templates_name', ['business_id', 'channel_id', 'name', 'language'])
      .addForeignKeyConstraint('templates_channel', ['business_id', 'channel_id'], 'channels', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
}
