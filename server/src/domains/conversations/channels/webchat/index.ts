import { z } from 'zod'
import { newSecret } from '#platform/ids'
import type { ChannelType } from '../channel.ts'

const settings = z.strictObject({
  name: z.string().trim().min(1).max(80).default('Chat di situs'),
  /** Origins on which the widget may stand; empty allows every page. */
  allowedOrigins: z.array(z.url()).max(50).default([]),
  greeting: z.string().trim().max(300).default('Halo Kak, ada yang bisa dibantu?'),
  colour: z.string().regex(/^#[0-9a-fA-F]{6}$/).default('#0F766E'),
  position: z.enum(['right', 'left']).default('right'),
  widgetKey: z.string().max(60).optional(),
  identitySecret: z.string().max(200).optional(),
})

/** The shop's own chat on its web page. Nothing leaves the house: a message is delivered when it is stored. */
export const webchat: ChannelType = {
  type: 'webchat',
  label: 'Chat situs',
  limits: { textLength: 4_000, windowHours: null, perSecond: 1_000, perChatMs: 0, hasTemplates: false, maxAttachmentBytes: 10 * 1_048_576 },
  readSettings(input) {
    const { name, identitySecret, ...given } = settings.parse(input)
    return { name, config: { ...given, widgetKey: given.widgetKey ?? newSecret(128) }, secrets: { identitySecret: identitySecret ?? newSecret(256) } }
  },
  routeKeys: (channel) => [`webchat:${String(channel.config['widgetKey'])}`],
  send: (_channel, message) => Promise.resolve({ outcome: 'accepted', externalId: message.attemptKey }),
  check: () => Promise.resolve({ isWorking: true, tried: 'stored' }),
}
