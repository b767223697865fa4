import { sql } from 'kysely'
import type { PersonalDataKeeper } from '#platform/personal-data'

/** What this domain keeps of people: what a model expects of them, and who a suggestion was about. */
export const personalData: PersonalDataKeeper = {
  domain: 'insights',
  withoutPeople: ['variant_forecasts', 'insight_results'],
  tables: {
    customer_forecasts: {
      title: 'Perkiraan belanja',
      rowsOf: ({ customerIds }) => sql`id = any(${customerIds}::uuid[])`,
      personal: {},
      plain: [],
      onErase: 'delete',
    },
    decisions: {
      title: 'Saran mingguan',
      rowsOf: ({ customerIds }) => sql`subjects && ${customerIds}::text[]`,
      personal: { subjects: 'order' },
      plain: ['kind', 'status', 'facts'],
      onErase: 'delete',
    },
  },
}
