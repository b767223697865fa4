import { sql } from 'kysely'
import type { PersonalDataKeeper } from '#platform/personal-data'

/** What this domain keeps of people: what would be offered to them, drawn from their orders. */
export const personalData: PersonalDataKeeper = {
  domain: 'recommendations',
  withoutPeople: ['recommendation_summaries'],
  tables: {
    recommendations: {
      title: 'Saran barang',
      rowsOf: ({ customerIds }) => sql`kind = 'customer' and id = any(${customerIds}::uuid[])`,
      personal: {},
      plain: ['kind', 'items'],
      onErase: 'delete',
    },
  },
}
