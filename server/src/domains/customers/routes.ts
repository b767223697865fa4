import { z } from 'zod'
import { pageOf, pageQuery } from '#platform/http/paging'
import { route } from '#platform/http/route'
import { consentRoutes } from './consent-routes.ts'
import { recordConsent } from './consents.ts'
import { getCustomer, listCustomers, updateCustomer } from './customers.ts'
import { customerChanges, customerSchema } from './schemas.ts'

const customerParams = z.object({ customerId: z.uuid() })

export const routes = {
  ...consentRoutes,
  listCustomers: route({
    method: 'GET',
    path: '/api/customers',
    summary: 'Customers by last contact',
    permission: 'customers.read',
    query: pageQuery.extend({ search: z.string().max(100).optional() }),
    answer: pageOf(customerSchema),
    handle: (ctx, { query }) => ctx.transaction((tx) => listCustomers(tx, query)),
  }),
  getCustomer: route({
    method: 'GET',
    path: '/api/customers/:customerId',
    summary: 'One customer',
    permission: 'customers.read',
    params: customerParams,
    answer: customerSchema,
    handle: (ctx, { params }) => ctx.transaction((tx) => getCustomer(tx, params.customerId)),
  }),
  updateCustomer: route({
    method: 'PATCH',
    path: '/api/customers/:customerId',
    summary: 'Change name, phone, note or labels of a customer; with `before`, what somebody else has changed since is not lost',
    permission: 'customers.write',
    params: customerParams,
    body: customerChanges.extend({ before: customerChanges.optional() }),
    answer: customerSchema,
    handle: (ctx, { params, body: { before, ...changes } }) => ctx.transaction((tx) => updateCustomer(tx, params.customerId, changes, before)),
  }),
  optOutCustomer: route({
    method: 'POST',
    path: '/api/customers/:customerId/opt-out',
    summary: 'Stop promotional messages to a customer at once',
    permission: 'customers.write',
    params: customerParams,
    answer: z.object({}),
    handle: async (ctx, { params }) => {
      await ctx.transaction(async (tx) => {
        await getCustomer(tx, params.customerId)
        await recordConsent(tx, { customerId: params.customerId, purpose: 'marketing', isGranted: false, source: 'staff' })
      })
      return {}
    },
  }),
}
