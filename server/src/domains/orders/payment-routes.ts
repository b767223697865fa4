import { z } from 'zod'
import { rawRoute, route } from '#platform/http/route'
import { checkPasswordOfActor } from '#domains/businesses'
import { addDiscountRule, listDiscountRules, removeDiscountRule } from './discount-rules.ts'
import { getOrderSettings, orderSettings, saveOrderSettings } from './order-settings.ts'
import { receivePaymentCallback } from './payment-callbacks.ts'
import { checkPayment, confirmPayment, requestPayment } from './payment-requests.ts'
import { listProviders, saveProvider } from './payment-settings.ts'
import { getPaymentProvider } from './payments/registry.ts'
import { listNeededRefunds, settleRefund } from './refunds.ts'
import { discountRule, discountRuleSchema, orderParams, paymentSchema, presentPayment, presentRefund, presentRule, refundSchema } from './schemas.ts'

const paymentParams = z.object({ paymentId: z.uuid() })
const amount = z.number().int().min(1).max(1_000_000_000_000).optional()

export const paymentRoutes = {
  requestPayment: route({
    method: 'POST',
    path: '/api/orders/:orderId/payments',
    summary: 'Ask for the deposit, the rest or another amount by one means; cash counts at once',
    permission: 'orders.write',
    params: orderParams,
    body: z.strictObject({ provider: z.string().max(40), amount }),
    status: 201,
    answer: paymentSchema,
    handle: async (ctx, { params, body }) => presentPayment(await requestPayment(ctx, params.orderId, body)),
  }),
  confirmPayment: route({
    method: 'POST',
    path: '/api/payments/:paymentId/confirm',
    summary: 'Say that the money has been seen on the account; only people may',
    permission: 'payments.confirm',
    params: paymentParams,
    body: z.strictObject({ amount, note: z.string().trim().max(300).default('') }),
    answer: paymentSchema,
    handle: async (ctx, { params, body }) => presentPayment(await ctx.transaction((tx) => confirmPayment(tx, params.paymentId, body))),
  }),
  checkPayment: route({
    method: 'POST',
    path: '/api/payments/:paymentId/check',
    summary: 'Ask the payment provider how a payment stands',
    permission: 'orders.write',
    params: paymentParams,
    answer: paymentSchema,
    handle: async (ctx, { params }) => presentPayment(await checkPayment(ctx, params.paymentId)),
  }),
  listRefunds: route({
    method: 'GET',
    path: '/api/refunds',
    summary: 'Money that still has to be given back, oldest first',
    permission: 'orders.read',
    answer: z.object({ items: z.array(refundSchema.extend({ number: z.string(), customerName: z.string() })) }),
    handle: async (ctx) => ({ items: (await ctx.transaction(listNeededRefunds)).map(({ number, customerName, ...refund }) => ({ ...presentRefund(refund), number, customerName })) }),
  }),
  settleRefund: route({
    method: 'POST',
    path: '/api/refunds/:refundId/settle',
    summary: 'Say that the money has been given back',
    permission: 'payments.confirm',
    params: z.object({ refundId: z.uuid() }),
    body: z.strictObject({ note: z.string().trim().max(300).default('') }),
    answer: z.object({}),
    handle: async (ctx, { params, body }) => {
      await ctx.transaction((tx) => settleRefund(tx, params.refundId, body.note))
      return {}
    },
  }),
  listPaymentProviders: route({
    method: 'GET',
    path: '/api/payment-providers',
    summary: 'Means of payment and what is set for them; secrets are never shown',
    permission: 'business.write',
    answer: z.object({ items: z.array(z.object({ type: z.string(), name: z.string(), isOn: z.boolean(), config: z.record(z.string(), z.unknown()), secretNames: z.array(z.string()), callbackUrl: z.string().nullable() })) }),
    handle: async (ctx) => ({ items: await ctx.transaction(listProviders) }),
  }),
  savePaymentProvider: route({
    method: 'PUT',
    path: '/api/payment-providers/:type',
    summary: 'Set up a means of payment, with the current password: it says where money goes; a secret left empty stays as it is',
    permission: 'business.write',
    params: z.object({ type: z.string().max(40) }),
    body: z.strictObject({ isOn: z.boolean(), config: z.record(z.string().max(40), z.unknown()).default({}), secrets: z.record(z.string().max(40), z.string().max(500)).default({}), password: z.string().min(1).max(128) }),
    limitPerMinute: 20,
    answer: z.object({}),
    handle: async (ctx, { params, body: { password, ...given } }) => {
      const { type } = getPaymentProvider(params.type)
      await checkPasswordOfActor(ctx, password)
      await ctx.transaction((tx) => saveProvider(tx, type, given))
      return {}
    },
  }),
  receivePaymentCallback: rawRoute({
    method: 'POST',
    path: '/hooks/payments/:type/:key',
    summary: 'News of a payment provider, proved on its raw bytes and then asked back',
    access: { public: 'Payment providers have no login: the address and the signature prove them' },
    rawBody: true,
    limitPerMinute: 600,
    params: z.object({ type: z.string(), key: z.string() }),
    handle: async (ctx, { params }) => {
      await receivePaymentCallback(ctx, params.type, params.key)
      return ctx.reply.status(200).type('text/plain').send('ok')
    },
  }),
  listDiscountRules: route({
    method: 'GET',
    path: '/api/discount-rules',
    summary: 'Rules that lower a price by themselves or by a code',
    permission: 'orders.read',
    answer: z.object({ items: z.array(discountRuleSchema) }),
    handle: async (ctx) => ({ items: (await ctx.transaction(listDiscountRules)).map(presentRule) }),
  }),
  addDiscountRule: route({
    method: 'POST',
    path: '/api/discount-rules',
    summary: 'Add a rule that lowers a price',
    permission: 'business.write',
    body: discountRule,
    status: 201,
    answer: discountRuleSchema,
    handle: async (ctx, { body }) => presentRule(await ctx.transaction((tx) => addDiscountRule(tx, body))),
  }),
  removeDiscountRule: route({
    method: 'DELETE',
    path: '/api/discount-rules/:discountRuleId',
    summary: 'End a rule; orders that it lowered keep their price',
    permission: 'business.write',
    params: z.object({ discountRuleId: z.uuid() }),
    answer: z.object({}),
    handle: async (ctx, { params }) => {
      await ctx.transaction((tx) => removeDiscountRule(tx, params.discountRuleId))
      return {}
    },
  }),
  getOrderSettings: route({
    method: 'GET',
    path: '/api/order-settings',
    summary: 'How long goods are held, the deposit asked for, and the steps of work',
    permission: 'orders.read',
    answer: orderSettings,
    handle: (ctx) => ctx.transaction(getOrderSettings),
  }),
  saveOrderSettings: route({
    method: 'PUT',
    path: '/api/order-settings',
    summary: 'Set how long goods are held, the deposit and the steps of work',
    permission: 'business.write',
    body: orderSettings,
    answer: orderSettings,
    handle: (ctx, { body }) => ctx.transaction((tx) => saveOrderSettings(tx, body)),
  }),
}
