import { sql } from 'kysely'
import type { PersonalDataKeeper } from '#platform/personal-data'

/** What this domain keeps of people. Points, cards and ratings go with their customer. */
export const personalData: PersonalDataKeeper = {
  domain: 'customers',
  withoutPeople: ['erasures', 'merge_refusals'],
  tables: {
    customer_identities: {
      title: 'Akun di kanal',
      rowsOf: ({ customerIds }) => sql`customer_id = any(${customerIds}::uuid[])`,
      personal: { external_id: 'identity', display_name: 'identity', phone: 'contact' },
      plain: ['channel_type'],
      onErase: 'delete',
    },
    consents: {
      title: 'Persetujuan',
      rowsOf: ({ customerIds }) => sql`customer_id = any(${customerIds}::uuid[])`,
      personal: { proof: 'consent' },
      plain: ['purpose', 'channel_type', 'source', 'text_version'],
      onErase: 'delete',
    },
    customer_changes: {
      title: 'Perubahan data',
      rowsOf: ({ customerIds }) => sql`customer_id = any(${customerIds}::uuid[])`,
      personal: { before: 'security', after: 'security' },
      plain: [],
      onErase: 'delete',
    },
    customer_merges: {
      title: 'Penggabungan',
      rowsOf: ({ customerIds }) => sql`(survivor_id = any(${customerIds}::uuid[]) or absorbed_id = any(${customerIds}::uuid[]))`,
      personal: { evidence: 'identity', statement: 'note' },
      plain: ['merged_by', 'undone_by'],
      onErase: 'delete',
    },
    customer_timeline: {
      title: 'Riwayat',
      rowsOf: ({ customerIds }) => sql`customer_id = any(${customerIds}::uuid[])`,
      personal: { details: 'identity' },
      plain: ['event_key', 'kind', 'channel_type', 'subject_type', 'subject_id'],
      onErase: 'delete',
    },
    data_requests: {
      title: 'Permintaan data',
      rowsOf: ({ customerIds }) => sql`customer_id = any(${customerIds}::uuid[])`,
      personal: { note: 'security', outcome: 'security' },
      plain: ['kind', 'status', 'source', 'closed_by'],
      // That a request was honoured stays provable; about whom does not.
      onErase: { customer_id: null, note: '', outcome: '' },
    },
    parcel_cards: {
      title: 'Kartu paket',
      rowsOf: ({ customerIds }) => sql`(customer_id = any(${customerIds}::uuid[]) or linked_customer_id = any(${customerIds}::uuid[]))`,
      personal: { phone: 'contact', reference: 'order' },
      plain: ['sealed_token', 'channel_type', 'consent_text', 'status'],
      onErase: 'delete',
    },
    referrals: {
      title: 'Datang lewat ajakan',
      rowsOf: ({ customerIds }) => sql`(customer_id = any(${customerIds}::uuid[]) or code_id in (select c.id from referral_codes c where c.business_id = referrals.business_id and c.customer_id = any(${customerIds}::uuid[])))`,
      personal: { reference: 'loyalty' },
      plain: [],
      onErase: 'delete',
    },
    referral_codes: {
      title: 'Kode ajakan',
      rowsOf: ({ customerIds }) => sql`customer_id = any(${customerIds}::uuid[])`,
      personal: { code: 'loyalty' },
      plain: [],
      onErase: 'delete',
    },
    point_entries: {
      title: 'Poin',
      rowsOf: ({ customerIds }) => sql`customer_id = any(${customerIds}::uuid[])`,
      personal: { reference: 'loyalty', note: 'loyalty' },
      plain: ['kind', 'place'],
      onErase: 'delete',
    },
    ratings: {
      title: 'Penilaian',
      rowsOf: ({ customerIds }) => sql`customer_id = any(${customerIds}::uuid[])`,
      personal: { comment: 'feedback', reasons: 'feedback' },
      plain: ['subject_type', 'subject_id', 'channel_type', 'sealed_token'],
      onErase: 'delete',
    },
    customers: {
      title: 'Profil',
      rowsOf: ({ customerIds }) => sql`id = any(${customerIds}::uuid[])`,
      personal: { name: 'identity', phone: 'contact', email: 'contact', note: 'note', labels: 'note', birth_year: 'consent', birthday: 'identity' },
      plain: [],
      onErase: 'delete',
    },
  },
}
