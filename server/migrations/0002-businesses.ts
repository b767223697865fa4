import { sql, type Kysely } from 'kysely'
import { createTenantTable, grantGlobalTable } from '../src/platform/database/schema.ts'

/** Accounts and sign-in, memberships, invitations, API keys, and what a shop says about itself. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createSignInTables(db)

  await db.schema
    .createTable('memberships')
    .addColumn('account_id', 'uuid', (column) => column.notNull())
    .addColumn('business_id', 'uuid', (column) => column.notNull())
    .addColumn('member_id', 'uuid', (column) => column.notNull().unique())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('memberships_pkey', ['business_id', 'account_id'])
    .execute()
  await db.schema.createIndex('memberships_account').on('memberships').column('account_id').execute()
  await grantGlobalTable(db, 'memberships')

  await db.schema
    .createTable('invitations')
    .addColumn('token_hash', 'text', (column) => column.primaryKey())
    .addColumn('id', 'uuid', (column) => column.notNull().unique())
    .addColumn('business_id', 'uuid', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('invited_by', 'uuid', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
    .addColumn('accepted_at', 'timestamptz')
    .execute()
  await grantGlobalTable(db, 'invitations')

  await db.schema
    .createTable('api_key_routes')
    .addColumn('key_hash', 'text', (column) => column.primaryKey())
    .addColumn('business_id', 'uuid', (column) => column.notNull())
    .addColumn('api_key_id', 'uuid', (column) => column.notNull())
    .execute()
  await grantGlobalTable(db, 'api_key_routes')

  await createTenantTable(db, 'api_keys', (table) =>
    table
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('hint', 'text', (column) => column.notNull())
      .addColumn('scopes', sql`text[]`, (column) => column.notNull())
      .addColumn('created_by', 'uuid', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('expires_at', 'timestamptz')
      .addColumn('last_used_at', 'timestamptz')
      .addColumn('revoked_at', 'timestamptz'),
  )

  // One row a business: everything the shop says about itself, as one document with a version for If-Match.
  await createTenantTable(db, 'shop_facts', (table) =>
    table
      .addColumn('facts', 'jsonb', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
      .addUniqueConstraint('shop_facts_one', ['business_id']),
  )

  await createTenantTable(db, 'settings', (table) =>
    table
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('value', 'jsonb', (column) => column.notNull())
      .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
      .addUniqueConstraint('settings_key', ['business_id', 'key']),
  )
}

/** Tables of the sign-in library (better-auth), under our own names. */
async function createSignInTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('accounts')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('email', 'text', (column) => column.notNull().unique())
    .addColumn('email_verified', 'boolean', (column) => column.notNull())
    .addColumn('image', 'text')
    .addColumn('username', 'text', (column) => column.unique())
    .addColumn('display_username', 'text')
    .addColumn('two_factor_enabled', 'boolean')
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('account_sessions')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('user_id', 'uuid', (column) => column.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('token', 'text', (column) => column.notNull().unique())
    .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
    .addColumn('ip_address', 'text')
    .addColumn('user_agent', 'text')
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('account_sessions_user').on('account_sessions').column('user_id').execute()
  await db.schema
    .createTable('account_credentials')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('provider_id', 'text', (column) => column.notNull())
    .addColumn('issuer', 'text')
    .addColumn('user_id', 'uuid', (column) => column.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('access_token', 'text')
    .addColumn('refresh_token', 'text')
    .addColumn('id_token', 'text')
    .addColumn('access_token_expires_at', 'timestamptz')
    .addColumn('refresh_token_expires_at', 'timestamptz')
    .addColumn('scope', 'text')
    .addColumn('password', 'text')
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('account_credentials_user').on('account_credentials').column('user_id').execute()
  await db.schema
    .createTable('account_verifications')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('identifier', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz')
    .addColumn('updated_at', 'timestamptz')
    .execute()
  await db.schema.createIndex('account_verifications_identifier').on('account_verifications').column('identifier').execute()
  await db.schema
    .createTable('account_two_factors')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('user_id', 'uuid', (column) => column.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('backup_codes', 'text', (column) => column.notNull())
    .addColumn('verified', 'boolean')
    .addColumn('failed_verification_count', 'integer')
    .addColumn('locked_until', 'timestamptz')
    .execute()
  await db.schema.createIndex('account_two_factors_user').on('account_two_factors').column('user_id').execute()
  for (const name of ['accounts', 'account_sessions', 'account_credentials', 'account_verifications', 'account_two_factors'] as const) {
    await grantGlobalTable(db, name)
  }
}
