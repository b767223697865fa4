import { z } from 'zod'
import { timestamp } from '#platform/http/timestamp'
import { campaignStatuses, deliveryStatuses, leftOutReasons, productModes } from './tables.ts'

const days = z.number().int().min(1).max(730)
const text = z.string().trim().min(1).max(2_000)
const shortText = z.string().trim().min(1).max(80)

export const audience = z.strictObject({
  customerIds: z.array(z.uuid()).max(20_000).optional(),
  segmentId: z.string().trim().min(1).max(60).optional(),
  label: shortText.optional(),
  minOrders: z.number().int().min(1).max(1_000).optional(),
  boughtWithinDays: days.optional(),
  silentDays: days.optional(),
})

/** `holdout` is the name of who gets no message. */
const variantName = shortText.refine((name) => name !== 'holdout', 'Nama ini sudah dipakai Laris.')
const variant = z.strictObject({
  name: variantName,
  text,
  subject: z.string().trim().min(1).max(120).regex(/^[^\r\n]*$/, 'Judul cukup satu baris.').optional(),
  template: z.strictObject({ name: shortText.max(512), language: z.string().trim().min(2).max(10), slots: z.array(z.strictObject({ name: shortText, text: z.string().trim().min(1).max(500) })).max(20) }).optional(),
})

const rupiah = z.number().int().min(0).max(1_000_000_000)
/** As customers type it: no spaces, and long enough to be no word by chance. */
const code = z.string().trim().toUpperCase().regex(/^[A-Z0-9-]{4,20}$/, 'Kode memakai 4 sampai 20 huruf atau angka.')
export const offer = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['none', 'percent', 'amount']), value: rupiah }),
    z.strictObject({ kind: z.literal('voucher'), value: rupiah.min(1), isPercent: z.boolean(), code, until: z.iso.date() }),
    z.strictObject({ kind: z.literal('bundle'), value: rupiah.min(1), quantity: z.number().int().min(2).max(1_000), code, until: z.iso.date() }),
  ])
  .refine((given) => !(given.kind === 'percent' || (given.kind === 'voucher' && given.isPercent)) || given.value <= 100, { message: 'Persen paling besar 100.', path: ['value'] })

export const campaignInput = z.strictObject({
  name: shortText,
  channelId: z.uuid().nullable(),
  audience: audience.default({}),
  variants: z.array(variant).min(1).max(4).refine((list) => new Set(list.map((one) => one.name)).size === list.length, 'Dua versi tidak boleh bernama sama.'),
  productMode: z.enum(productModes).default('none'),
  variantId: z.uuid().nullable().default(null),
  offer: offer.default({ kind: 'none', value: 0 }),
  /** Where `{{tautan}}` leads; each customer gets a short address of their own. */
  linkUrl: z.url({ protocol: /^https$/, hostname: z.regexes.domain, error: 'Tulis alamat lengkap yang mulai dengan https://.' }).max(1_000).nullable().optional(),
  holdoutPercent: z.number().int().min(0).max(90),
  measureDays: z.number().int().min(1).max(90),
  trigger: z.string().max(40).optional(),
  triggerDays: z.number().int().min(0).max(730).optional(),
})

const totals = z.object({
  audience: z.number(), heldOut: z.number(), leftOut: z.number(), waiting: z.number(), sent: z.number(), delivered: z.number(), read: z.number(), rejected: z.number(), uncertain: z.number(), optOuts: z.number(),
})

export const campaign = z.object({
  campaignId: z.string(),
  kind: z.enum(['broadcast', 'journey']),
  name: z.string(),
  status: z.enum(campaignStatuses),
  holdReason: z.string().nullable(),
  channelId: z.string().nullable(),
  channelType: z.string(),
  audience: z.object({ customerIds: z.array(z.string()).optional(), segmentId: z.string().optional(), label: z.string().optional(), minOrders: z.number().optional(), boughtWithinDays: z.number().optional(), silentDays: z.number().optional() }),
  variants: z.array(z.object({ name: z.string(), text: z.string(), subject: z.string().optional(), template: z.object({ name: z.string(), language: z.string(), slots: z.array(z.object({ name: z.string(), text: z.string() })) }).optional() })),
  productMode: z.enum(productModes),
  variantId: z.string().nullable(),
  offer,
  linkUrl: z.string().nullable(),
  holdoutPercent: z.number(),
  measureDays: z.number(),
  trigger: z.string().nullable(),
  triggerDays: z.number().nullable(),
  seriesId: z.string(),
  startsAt: timestamp.nullable(),
  launchedAt: timestamp.nullable(),
  finishedAt: timestamp.nullable(),
  createdAt: timestamp,
  totals,
})

/** A campaign as a client would plan it. */
export const suggestedInput = campaign.pick({ name: true, channelId: true, audience: true, variants: true, productMode: true, variantId: true, offer: true, holdoutPercent: true, measureDays: true })

const reason = z.enum(leftOutReasons)
export const personPreview = z.object({ customerId: z.string(), name: z.string(), reason: reason.nullable(), texts: z.array(z.object({ variant: z.string(), text: z.string(), subject: z.string().nullable() })) })

export const preview = z.object({
  audience: z.number(),
  messaged: z.number(),
  heldOut: z.number(),
  leftOut: z.array(z.object({ reason, count: z.number(), names: z.array(z.string()) })),
  cost: z.object({ estimate: z.number(), paidMessages: z.number(), note: z.string() }),
  startsAt: timestamp,
  minutes: z.number(),
  dailyLimit: z.number().nullable(),
  samples: z.array(personPreview),
})

/** Counted by a job while there are very many. */
export const previewAnswer = z.union([preview, z.object({ working: z.object({ done: z.number().int(), all: z.number().int() }) })])

export const deliveryStatus = z.enum(deliveryStatuses)
export const delivery = z.object({
  deliveryId: z.string(), customerId: z.string(), name: z.string(), arm: z.string(), status: deliveryStatus, reason: z.string().nullable(), text: z.string().nullable(), conversationId: z.string().nullable(),
  sentAt: timestamp.nullable(), optedOutAt: timestamp.nullable(), clickedAt: timestamp.nullable(),
})

const range = z.tuple([z.number(), z.number()]).readonly()
const needed = z.object({ customers: z.number().optional(), weeks: z.number().optional(), difference: z.number(), power: z.number(), limit: z.number() })

const responseFigures = { sent: z.number(), replied: z.number().nullable(), clicked: z.number().nullable(), optedOut: z.number() }

export const result = z.object({
  state: z.enum(['not-started', 'measuring', 'closed']),
  closesAt: timestamp.nullable(),
  verdict: z
    .discriminatedUnion('code', [
      z.object({ code: z.enum(['more', 'fewer', 'broken-split']), pValue: z.number() }),
      z.object({ code: z.literal('not-enough-evidence'), pValue: z.number(), needed }),
      z.object({ code: z.literal('no-holdout') }),
    ])
    .nullable(),
  extraOrders: z.object({ estimate: z.number(), interval: range, messaged: z.number() }).nullable(),
  extraAmount: z.object({ estimate: z.number(), interval: range, verdict: z.enum(['more', 'less', 'not-enough-evidence']) }).nullable(),
  holdoutCost: z.object({ estimate: z.number(), interval: range }).nullable(),
  arms: z.array(
    z.object({ name: z.string(), customers: z.number(), buyers: z.number(), orders: z.number(), amount: z.number(), basket: z.number().nullable(), verdict: z.enum(['better', 'worse', 'not-shown']).nullable() }),
  ),
  pooled: z.object({ campaigns: z.number(), extraPerHundred: z.number(), interval: range, pValue: z.number(), customers: z.number() }).nullable(),
  attributed: z.object({ orders: z.number(), amount: z.number() }),
  responses: z.object({ ...responseFigures, cost: z.number(), arms: z.array(z.object({ name: z.string(), ...responseFigures })) }),
  costPerExtraOrder: z.number().nullable(),
})

export const copyItem = z.object({ deliveryId: z.string(), customerId: z.string(), name: z.string(), phone: z.string(), text: z.string(), isCopied: z.boolean() })
