import { z } from 'zod'
import { route } from '#platform/http/route'
import { summariseProvider, writeProviderSettings } from './provider-settings.ts'
import { listShippingRates } from './shipping-rates.ts'
import { getShippingProvider, shippingProviders } from './shipping/registry.ts'

export const shippingRoutes = {
  listShippingRates: route({
    method: 'POST',
    path: '/api/shipping-rates',
    summary: 'What couriers ask for sending these goods, cheapest first',
    permission: 'orders.write',
    limitPerMinute: 60,
    body: z.strictObject({
      destinationPostalCode: z.string().trim().regex(/^\d{5}$/, 'Kode pos lima angka'),
      lines: z.array(z.strictObject({ variantId: z.uuid(), quantity: z.number().int().min(1).max(1_000_000) })).max(200),
      weightGrams: z.number().int().min(1).max(10_000_000).optional(),
    }),
    answer: z.object({ rates: z.array(z.object({ provider: z.string(), courier: z.string(), service: z.string(), price: z.number().int(), duration: z.string() })), failed: z.array(z.string()) }),
    handle: (ctx, { body }) => listShippingRates(ctx, body),
  }),
  listShippingProviders: route({
    method: 'GET',
    path: '/api/shipping-providers',
    summary: 'Sources of courier rates and what is set for them',
    permission: 'business.write',
    answer: z.object({ items: z.array(z.object({ type: z.string(), name: z.string(), isOn: z.boolean(), config: z.record(z.string(), z.unknown()), secretNames: z.array(z.string()) })) }),
    handle: (ctx) => ctx.transaction(async (tx) => ({ items: await Promise.all(shippingProviders.map((provider) => summariseProvider(tx, 'shipping', provider))) })),
  }),
  saveShippingProvider: route({
    method: 'PUT',
    path: '/api/shipping-providers/:type',
    summary: 'Set up a source of courier rates; a secret left empty stays as it is',
    permission: 'business.write',
    params: z.object({ type: z.string().max(40) }),
    body: z.strictObject({ isOn: z.boolean(), config: z.record(z.string().max(40), z.unknown()).default({}), secrets: z.record(z.string().max(40), z.string().max(500)).default({}) }),
    answer: z.object({}),
    handle: async (ctx, { params, body }) => {
      await ctx.transaction((tx) => writeProviderSettings(tx, 'shipping', getShippingProvider(params.type), body))
      return {}
    },
  }),
}
