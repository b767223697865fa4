import { z } from 'zod'
import { timestamp } from '#platform/http/timestamp'
import { birthdayPattern } from './birthdays.ts'

export const customerSchema = z.object({
  customerId: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  note: z.string(),
  labels: z.array(z.string()),
  isSample: z.boolean(),
  /** Hidden by a marketplace. */
  isMasked: z.boolean(),
  /** Since when their data rest: nothing is sent, the assistant is silent. */
  restrictedAt: timestamp.nullable(),
  isAssistantOff: z.boolean(),
  birthYear: z.number().int().nullable(),
  birthday: z.string().nullable(),
  firstSeenAt: timestamp,
  lastSeenAt: timestamp,
  identities: z.array(z.object({ channelType: z.string(), externalId: z.string(), displayName: z.string().nullable() })),
  mergedIds: z.array(z.string()),
})

export const customerChanges = z.strictObject({
  name: z.string().trim().max(200).optional(),
  phone: z.string().trim().max(30).nullable().optional(),
  email: z.email().max(200).nullable().optional(),
  birthYear: z.number().int().min(1900).max(2100).nullable().optional(),
  /** Month and day, `MM-DD`. */
  birthday: z.string().regex(birthdayPattern, 'Tulis ulang tahun sebagai bulan dan tanggal.').nullable().optional(),
  note: z.string().max(5_000).optional(),
  labels: z.array(z.string().trim().min(1).max(40)).max(30).optional(),
})
