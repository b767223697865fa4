import { z } from 'zod'
import type { Services } from '#platform/context'
import { forgedWebhook } from '../../errors.ts'
import type { Channel, ChannelHealth, ChannelType, WebhookAnswer, WebhookRequest } from '../channel.ts'
import { isSameText } from '../signature.ts'
import { callBot } from './api.ts'
import { fetchAttachment } from './files.ts'
import { poll, preparePolling } from './poll.ts'
import { problemOf } from './problems.ts'
import { send } from './send.ts'
import { readSettings } from './settings.ts'
import { allowedUpdates, callbackIdOf, readUpdate } from './updates.ts'

const me = z.object({ id: z.number().int(), first_name: z.string(), username: z.string().optional() })

/** Telegram through the Bot API: webhook where there is a public address, long polling elsewhere. */
export const telegram: ChannelType = {
  type: 'telegram',
  label: 'Telegram',
  limits: {
    textLength: 4_096,
    captionLength: 1_024,
    windowHours: null,
    account: { everyMs: 1_000 / 30, burst: 30 },
    chat: { everyMs: 1_000, burst: 3 },
    hasTemplates: false,
    maxAttachmentBytes: 16 * 1_048_576,
  },
  readSettings,
  addresses: (channel) => (channel.config['botId'] === undefined ? [] : [`bot:${String(channel.config['botId'])}`]),
  // The payload comes back with the first press; words cannot be written for somebody.
  chatAddress: ({ config }, { code }) => (typeof config['botUsername'] === 'string' && config['botUsername'] !== '' ? `https://t.me/${config['botUsername']}${code === '' ? '' : `?start=${encodeURIComponent(code)}`}` : undefined),
  receive,
  poll,
  preparePolling,
  send,
  check,
  subscribe,
  async unsubscribe(channel, services) {
    await callBot(channel, 'deleteWebhook', { drop_pending_updates: false }, services)
  },
  fetchAttachment,
}

function receive(channel: Channel, request: WebhookRequest, now: Date): WebhookAnswer {
  const given = request.headers['x-telegram-bot-api-secret-token']
  if (!given || !isSameText(given, channel.secrets['webhookSecret'] ?? '')) throw forgedWebhook('kode rahasia tidak cocok')
  const text = new TextDecoder().decode(request.body)
  const update = parseJson(text)
  if (update === undefined) return { kind: 'items', items: [{ type: 'unreadable', reason: 'not_json', body: text }] }
  const callbackId = callbackIdOf(update)
  // An answer to the webhook may carry one call: this one ends the spinner on the customer's button.
  const reply = callbackId && { body: JSON.stringify({ method: 'answerCallbackQuery', callback_query_id: callbackId }), contentType: 'application/json' }
  return { kind: 'items', items: readUpdate(update, now), ...(reply ? { reply } : {}) }
}

async function check(channel: Channel, services: Services): Promise<ChannelHealth> {
  const answer = await callBot(channel, 'getMe', {}, services)
  if (answer.kind !== 'ok') return { isWorking: false, tried: 'getMe', problem: problemOf(answer) }
  const bot = me.safeParse(answer.result)
  if (!bot.success) return { isWorking: false, tried: 'getMe', problem: problemOf({ kind: 'foreign', status: 200 }) }
  const { id, first_name: botName, username } = bot.data
  return { isWorking: true, tried: 'getMe', learned: { ...(username ? { name: `@${username}` } : {}), config: { botId: id, botName, botUsername: username ?? '' } } }
}

async function subscribe(channel: Channel, webhookUrl: string, services: Services): Promise<ChannelHealth> {
  const answer = await callBot(
    channel,
    'setWebhook',
    { url: webhookUrl, secret_token: channel.secrets['webhookSecret'], allowed_updates: allowedUpdates, max_connections: 40, drop_pending_updates: false },
    services,
  )
  return answer.kind === 'ok' ? { isWorking: true, tried: 'setWebhook' } : { isWorking: false, tried: 'setWebhook', problem: problemOf(answer) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
