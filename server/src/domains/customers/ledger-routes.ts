import { z } from 'zod'
import { pageOf, pageQuery } from '#platform/http/paging'
import { route } from '#platform/http/route'
import { timestamp } from '#platform/http/timestamp'
import { listAllConsents, listRatings } from './ledgers.ts'

const ofCustomer = { customerId: z.string(), customerName: z.string() }

export const ledgerRoutes = {
  listAllConsents: route({
    method: 'GET',
    path: '/api/consents',
    summary: 'Every word of every customer on what they agree to, newest first: what counts and what counted',
    permission: 'customers.read',
    query: pageQuery,
    answer: pageOf(z.object({ consentId: z.string(), ...ofCustomer, purpose: z.string(), channelType: z.string().nullable(), isGranted: z.boolean(), source: z.string(), textVersion: z.string().nullable(), at: timestamp })),
    handle: (ctx, { query }) => ctx.transaction((tx) => listAllConsents(tx, query)),
  }),
  listRatings: route({
    method: 'GET',
    path: '/api/ratings',
    summary: 'What customers said of orders and conversations, newest first',
    permission: 'customers.read',
    query: pageQuery,
    answer: pageOf(z.object({ ratingId: z.string(), ...ofCustomer, subjectType: z.enum(['conversation', 'order']), subjectId: z.string(), channelType: z.string().nullable(), score: z.number().int(), reasons: z.array(z.string()), comment: z.string(), answeredAt: timestamp })),
    handle: (ctx, { query }) => ctx.transaction((tx) => listRatings(tx, query)),
  }),
}
