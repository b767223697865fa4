import type { chatOrder as indonesian } from '../id/chat-order.ts'

export const chatOrder: typeof indonesian = {
  title: 'Orders of this chat',
  none: 'No order from this chat yet.',
  make: 'Make an order',
  cart: 'The customer is choosing',
  waiting: 'The assistant waits for a YES.',
  gathering: 'The assistant is still asking.',
  pickup: 'Pick-up',
  ship: (city) => (city ? `Sent to ${city}` : 'Sent'),
  forDay: (day) => `for ${day}`,
  total: 'Total',
  open: 'Open or change',
  cancel: 'Cancel the order',
  held: (time) => `Goods are kept until ${time}`,
  paid: (amount) => `${amount} paid`,
}
