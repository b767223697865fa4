import { sql } from 'kysely'
import type { PersonalDataKeeper } from '#platform/personal-data'

/** The audit log holds ids and names of fields, never a customer's words: nobody can take them out of it again. */
export const personalData: PersonalDataKeeper = {
  domain: 'businesses',
  withoutPeople: ['api_keys', 'audit_entries', 'settings', 'shop_facts'],
  tables: {
    idempotency_keys: {
      title: 'Jawaban yang disimpan sehari',
      rowsOf: ({ customerIds, identifiers }) => sql`exists (select 1 from unnest(${[...customerIds, ...identifiers]}::text[]) as known(identifier) where position(known.identifier in answer::text) > 0)`,
      personal: { answer: 'security' },
      plain: ['key', 'fingerprint'],
      onErase: 'delete',
    },
  },
}
