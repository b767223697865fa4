import { sql } from 'kysely'
import type { PersonalDataKeeper } from '#platform/personal-data'

/** What each person was sent. A campaign itself names people only in a list of ids. */
export const personalData: PersonalDataKeeper = {
  domain: 'campaigns',
  withoutPeople: ['campaigns', 'social_posts', 'social_publications'],
  tables: {
    campaign_deliveries: {
      title: 'Kiriman promosi',
      rowsOf: ({ customerIds }) => sql`customer_id = any(${customerIds}::uuid[])`,
      personal: { text: 'conversation', occasion: 'conversation', link_code: 'conversation' },
      plain: ['arm', 'status', 'reason'],
      onErase: 'delete',
    },
    social_post_chats: {
      title: 'Unggahan yang disebut di chat',
      rowsOf: ({ customerIds }) => sql`customer_id = any(${customerIds}::uuid[])`,
      personal: {},
      plain: [],
      onErase: 'delete',
    },
  },
}
