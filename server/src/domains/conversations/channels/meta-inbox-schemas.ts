import { z } from 'zod'
import type { JsonValue } from '#platform/context'

const text = z.string()

export const referralSchema = z.object({
  ref: text.optional(),
  source: text.optional(),
  ad_id: text.optional(),
  ads_context_data: z.object({ ad_title: text.optional() }).optional().catch(undefined),
})

const attachment = z.object({
  type: text,
  payload: z
    .object({ url: text.max(4_000).optional(), title: text.optional(), sticker_id: z.union([z.number(), z.string()]).optional(), coordinates: z.object({ lat: z.number(), long: z.number() }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
})

export const messageSchema = z.object({
  mid: text.min(1).max(500),
  text: text.optional(),
  is_echo: z.boolean().optional(),
  is_deleted: z.boolean().optional(),
  is_unsupported: z.boolean().optional(),
  metadata: text.optional().catch(undefined),
  quick_reply: z.object({ payload: text }).optional().catch(undefined),
  reply_to: z.object({ mid: text.optional(), story: z.object({ id: text.optional() }).optional().catch(undefined) }).optional().catch(undefined),
  referral: referralSchema.optional().catch(undefined),
  attachments: z.array(attachment).optional().catch(undefined),
})
export type InboxMessage = z.infer<typeof messageSchema>

export function readReferral(referral: z.infer<typeof referralSchema>): Record<string, JsonValue> {
  const { source = '', ad_id: adId = '', ref = '', ads_context_data: advertisement } = referral
  return { sourceType: source.toLowerCase(), sourceId: adId, sourceUrl: '', headline: advertisement?.ad_title ?? '', body: '', ref, ctwaClid: '' }
}
