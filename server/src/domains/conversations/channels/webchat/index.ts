import type { ChannelType } from '../channel.ts'
import { readSettings } from './settings.ts'

/** The shop's own chat on its web page. Nothing leaves the house: a message is sent when it is stored. */
export const webchat: ChannelType = {
  type: 'webchat',
  label: 'Chat situs',
  limits: {
    textLength: 4_000,
    captionLength: 4_000,
    windowHours: null,
    account: { everyMs: 1, burst: 1_000 },
    chat: { everyMs: 1, burst: 1_000 },
    hasTemplates: false,
    maxAttachmentBytes: 16 * 1_048_576,
  },
  readSettings,
  addresses: (channel) => [String(channel.config['widgetKey'])],
  send: (_channel, message) => Promise.resolve({ outcome: 'accepted', externalId: message.attemptKey }),
  check: () => Promise.resolve({ isWorking: true, tried: 'stored' }),
}
