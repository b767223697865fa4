import { z } from 'zod'
import { graphError } from '../meta-graph.ts'

const text = z.string()
const moment = z.union([z.string(), z.number()])

/** The outer shape of a webhook; each change is read by itself, so that one odd change never costs its neighbours. */
export const envelopeSchema = z.object({
  entry: z.array(z.object({ id: z.coerce.string(), changes: z.array(z.object({ field: text, value: z.looseObject({ metadata: z.object({ phone_number_id: z.coerce.string() }).optional().catch(undefined) }) })) })),
})

export type Change = z.infer<typeof envelopeSchema>['entry'][number]['changes'][number]

export const contactSchema = z.object({ profile: z.object({ name: text.optional(), username: text.optional() }).optional(), wa_id: text.optional(), user_id: text.optional() })
export type Contact = z.infer<typeof contactSchema>

/** What every message has; its content is read by type. */
export const messageSchema = z.looseObject({
  id: text.min(1).max(500),
  from: text.optional(),
  from_user_id: text.optional(),
  to: text.optional(),
  to_user_id: text.optional(),
  timestamp: moment.optional(),
  type: text,
  context: z
    .object({
      id: text.optional(),
      forwarded: z.boolean().optional(),
      frequently_forwarded: z.boolean().optional(),
      referred_product: z.object({ catalog_id: text, product_retailer_id: text }).optional(),
    })
    .optional()
    .catch(undefined),
  referral: z
    .object({ source_url: text, source_id: text, source_type: text, headline: text, body: text, media_type: text, image_url: text, video_url: text, thumbnail_url: text, ctwa_clid: text })
    .partial()
    .optional()
    .catch(undefined),
})
export type WhatsappMessage = z.infer<typeof messageSchema>

const media = z.object({ id: text.min(1).max(200), mime_type: text.optional(), sha256: text.optional(), caption: text.optional(), filename: text.optional(), voice: z.boolean().optional() })

/** One schema for each type of content. */
export const contentSchemas = {
  text: z.object({ body: text }),
  media,
  location: z.object({ latitude: z.number(), longitude: z.number(), name: text.optional(), address: text.optional(), url: text.optional() }),
  contacts: z.array(z.object({ name: z.object({ formatted_name: text.optional(), first_name: text.optional() }).optional(), phones: z.array(z.object({ phone: text.optional(), wa_id: text.optional() })).optional() })).min(1),
  interactive: z.union([
    z.object({ type: z.literal('button_reply'), button_reply: z.object({ id: text, title: text }) }),
    z.object({ type: z.literal('list_reply'), list_reply: z.object({ id: text, title: text, description: text.optional() }) }),
    z.object({ type: z.literal('nfm_reply'), nfm_reply: z.object({ name: text.optional(), body: text.optional(), response_json: text }) }),
  ]),
  button: z.object({ payload: text.optional(), text }),
  order: z.object({ catalog_id: text.optional(), text: text.optional(), product_items: z.array(z.object({ product_retailer_id: text, quantity: z.coerce.number(), item_price: z.coerce.number(), currency: text })) }),
  reaction: z.object({ message_id: text, emoji: text.optional() }),
  system: z.object({ type: text.optional(), body: text.optional(), wa_id: text.optional(), new_wa_id: text.optional(), user_id: text.optional() }),
  edit: z.object({ original_message_id: text, message: z.looseObject({ type: text }) }),
  revoke: z.object({ original_message_id: text }),
}

export const statusSchema = z.object({
  id: text.min(1),
  status: text,
  timestamp: moment.optional(),
  errors: z.array(graphError).optional().catch(undefined),
  pricing: z.object({ billable: z.boolean().optional(), pricing_model: text.optional(), category: text.optional(), type: text.optional() }).optional().catch(undefined),
  conversation: z.object({ id: text.optional(), expiration_timestamp: moment.optional(), origin: z.object({ type: text }).optional() }).optional().catch(undefined),
  biz_opaque_callback_data: text.optional(),
})
export type WhatsappStatus = z.infer<typeof statusSchema>
