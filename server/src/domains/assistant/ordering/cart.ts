import { z } from 'zod'

/** What the assistant waits for; `change` after a "no". */
const questions = ['variant', 'day', 'delivery', 'place', 'address', 'name', 'confirm', 'change'] as const

export const chatCart = z.object({
  lines: z.array(z.object({ sku: z.string(), quantity: z.number().int().min(1), note: z.string().optional() })).default([]),
  /** Named, but one of several: which one is asked for. */
  open: z.object({ skus: z.array(z.string()), quantity: z.number().int().nullable(), note: z.string().optional() }).nullable().default(null),
  /** Fewer than were wanted, because no more are left; a "yes" takes them. */
  offer: z.object({ sku: z.string(), quantity: z.number().int().min(1) }).nullable().default(null),
  delivery: z.enum(['pickup', 'ship']).nullable().default(null),
  place: z.object({ name: z.string(), within: z.array(z.string()) }).nullable().default(null),
  method: z.string().nullable().default(null),
  address: z.string().default(''),
  day: z.string().nullable().default(null),
  time: z.string().nullable().default(null),
  name: z.string().default(''),
  code: z.string().nullable().default(null),
  /** The means of payment that the customer named. */
  payBy: z.enum(['qris', 'transfer', 'cod']).nullable().default(null),
  /** Spoken in English from the beginning; a name alone does not change the language. */
  isEnglish: z.boolean().default(false),
  asked: z.enum(questions).nullable().default(null),
  /** The total that was read back; a "yes" agrees to this and nothing else. */
  agreed: z.number().int().nullable().default(null),
  /** When it was begun: tells it from a later one of the same chat. */
  begunAt: z.string().nullable().default(null),
  /** An unpaid order that this one takes the place of. */
  replaces: z.string().nullable().default(null),
})

/** What a customer puts together in a chat, kept between messages. */
export type ChatCart = z.output<typeof chatCart>

export const emptyCart = (): ChatCart => chatCart.parse({})

export const isEmpty = (cart: ChatCart): boolean => cart.lines.length === 0 && cart.open === null
