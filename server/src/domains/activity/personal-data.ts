import { sql } from 'kysely'
import type { PersonalDataKeeper } from '#platform/personal-data'

/** What this domain keeps of people: sums of what they did. That something was sold stays counted, for nobody. */
export const personalData: PersonalDataKeeper = {
  domain: 'activity',
  withoutPeople: ['activity_state', 'shop_days', 'variant_days', 'segments', 'segment_figures'],
  tables: {
    activity_events: {
      title: 'Kejadian',
      rowsOf: ({ customerIds }) => sql`customer_id = any(${customerIds}::uuid[])`,
      personal: { place: 'order' },
      plain: ['event_key', 'type', 'channel', 'goods', 'variant_ids'],
      onErase: { customer_id: null, place: '' },
    },
    customer_days: {
      title: 'Kejadian per hari',
      rowsOf: ({ customerIds }) => sql`customer_id = any(${customerIds}::uuid[])`,
      personal: {},
      plain: ['type'],
      onErase: 'delete',
    },
    customer_profiles: {
      title: 'Ringkasan belanja',
      rowsOf: ({ customerIds }) => sql`id = any(${customerIds}::uuid[])`,
      personal: { place: 'order' },
      plain: ['channels', 'variant_ids'],
      onErase: 'delete',
    },
  },
}
