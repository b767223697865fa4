import { z } from 'zod'
import type { JsonValue, Services } from '#platform/context'
import type { Channel, ChannelHealth, ChannelType } from '../channel.ts'
import { callGraph } from './graph.ts'
import { fetchAttachment } from './media.ts'
import { problemOf } from './problems.ts'
import { send } from './send.ts'
import { readSettings } from './settings.ts'
import { listTemplates } from './templates.ts'
import { addressesIn, receive } from './webhook.ts'

const number = z.object({ display_phone_number: z.string(), verified_name: z.string().optional(), quality_rating: z.string().optional(), throughput: z.object({ level: z.string() }).optional().catch(undefined), is_on_biz_app: z.boolean().optional() })

/** Messages a second, by what Meta says about the number: shared with the app on a phone, usual, or raised for high volume. */
const paces = { shared: 20, usual: 80, high: 1_000 }

/** WhatsApp Cloud API by Meta, and no other way: unofficial clients get numbers banned. */
export const whatsapp: ChannelType = {
  type: 'whatsapp',
  label: 'WhatsApp',
  limits: {
    textLength: 4_096,
    captionLength: 1_024,
    windowHours: 24,
    account: { everyMs: 1_000 / 80, burst: 80 },
    chat: { everyMs: 6_000, burst: 45 },
    hasTemplates: true,
    maxAttachmentBytes: 16 * 1_048_576,
  },
  accountRate: ({ config }) => ({ everyMs: 1_000 / paceOf(config), burst: paceOf(config) }),
  readSettings,
  addresses: (channel) => [`number:${String(channel.config['phoneNumberId'])}`],
  addressesIn,
  chatAddress: ({ config }, { words }) => {
    const digits = String(config['displayPhoneNumber'] ?? '').replace(/\D/g, '')
    return digits.length < 8 ? undefined : `https://wa.me/${digits}${words === '' ? '' : `?text=${encodeURIComponent(words)}`}`
  },
  receive,
  send,
  check,
  subscribe,
  listTemplates,
  fetchAttachment,
}

function paceOf(config: Record<string, JsonValue>): number {
  const { pace } = config
  return pace === 'shared' || pace === 'high' ? paces[pace] : paces.usual
}

async function check(channel: Channel, services: Services): Promise<ChannelHealth> {
  const answer = await callGraph(channel, { method: 'GET', path: `${String(channel.config['phoneNumberId'])}?fields=display_phone_number,verified_name,quality_rating,throughput,is_on_biz_app` }, services)
  if (answer.kind !== 'ok') return { isWorking: false, tried: 'number', problem: problemOf(answer) }
  const { data } = number.safeParse(answer.body)
  if (!data) return { isWorking: false, tried: 'number', problem: problemOf({ kind: 'foreign', status: 200 }) }
  return {
    isWorking: true,
    tried: 'number',
    learned: { ...(data.verified_name ? { name: data.verified_name } : {}), config: { displayPhoneNumber: data.display_phone_number, verifiedName: data.verified_name ?? '', quality: data.quality_rating ?? '', pace: data.is_on_biz_app ? 'shared' : data.throughput?.level === 'HIGH' ? 'high' : 'usual' } },
  }
}

/** Points the business account's webhooks here. Template and account news follow the app's own address, set by hand at Meta. */
async function subscribe(channel: Channel, webhookUrl: string, services: Services): Promise<ChannelHealth> {
  const json = { override_callback_uri: webhookUrl, verify_token: String(channel.config['verifyToken']) }
  const answer = await callGraph(channel, { method: 'POST', path: `${String(channel.config['businessAccountId'])}/subscribed_apps`, json }, services)
  return answer.kind === 'ok' ? { isWorking: true, tried: 'subscribed_apps' } : { isWorking: false, tried: 'subscribed_apps', problem: problemOf(answer) }
}
