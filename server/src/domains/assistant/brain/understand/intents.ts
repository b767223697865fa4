/** What a customer wants with a message; the labels of the shops' chat cases. */
export const intents = [
  'greeting', 'price', 'availability', 'product_info', 'recommendation', 'order', 'order_status', 'payment', 'shipping', 'location_hours',
  'promo', 'negotiation', 'complaint', 'return_refund', 'custom_request', 'wholesale', 'human', 'thanks', 'opt_out', 'other',
] as const

export type Intent = (typeof intents)[number]
