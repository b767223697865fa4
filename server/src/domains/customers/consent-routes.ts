import { z } from 'zod'
import { route } from '#platform/http/route'
import { timestamp } from '#platform/http/timestamp'
import { listConsentStates, recordStaffConsent } from './staff-consents.ts'

const customerParams = z.object({ customerId: z.uuid() })
const consentsAnswer = z.object({
  items: z.array(z.object({ purpose: z.string(), channelType: z.string().nullable(), isGranted: z.boolean(), source: z.string().nullable(), at: timestamp.nullable() })),
})

/** What a customer agreed to, as the shop sees and records it. */
export const consentRoutes = {
  listConsents: route({
    method: 'GET',
    path: '/api/customers/:customerId/consents',
    summary: 'What a customer agreed to: the word that counts for each purpose',
    permission: 'customers.read',
    params: customerParams,
    answer: consentsAnswer,
    handle: (ctx, { params }) => ctx.transaction(async (tx) => ({ items: await listConsentStates(tx, params.customerId) })),
  }),
  recordConsent: route({
    method: 'POST',
    path: '/api/customers/:customerId/consents',
    summary: 'Record that a customer agreed or withdrew, as told to a member; a grant says how it was given',
    permission: 'customers.write',
    params: customerParams,
    body: z.strictObject({
      purpose: z.enum(['marketing', 'service', 'guardian']),
      isGranted: z.boolean(),
      channelType: z.string().trim().min(1).max(40).nullable().default(null),
      note: z.string().trim().max(200).default(''),
    }),
    answer: consentsAnswer,
    handle: (ctx, { params, body }) => ctx.transaction(async (tx) => ({ items: await recordStaffConsent(tx, params.customerId, body) })),
  }),
}
