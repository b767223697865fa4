import { sql } from 'kysely'
import type { PersonalDataKeeper } from '#platform/personal-data'

/** What imports keep is about goods and columns, but questions found in chats are quoted from people. */
export const personalData: PersonalDataKeeper = {
  domain: 'imports',
  withoutPeople: ['imports', 'import_changes', 'import_mappings', 'import_responses'],
  tables: {
    import_findings: {
      title: 'Pertanyaan dari chat yang diimpor',
      rowsOf: ({ identifiers }) => sql`exists (select 1 from unnest(${identifiers}::text[]) as known(identifier) where position(known.identifier in payload::text) > 0)`,
      personal: { payload: 'conversation' },
      plain: ['kind', 'status'],
      onErase: 'delete',
    },
  },
}
