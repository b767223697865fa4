import { z } from 'zod'
import type { JsonValue, Services } from '#platform/context'
import type { Channel, ChannelHealth, ChannelType, OutboundMessage, Publishing, SendOutcome } from './channel.ts'
import { callGraphAt, outcomeOf, problemOfFailure, type GraphAnswer, type GraphFailure, type GraphRequest } from './meta-graph.ts'
import { addressOf, inboxAddressesIn, receiveInbox, type InboxDialect } from './meta-inbox.ts'
import { fetchInboxFile } from './meta-inbox-files.ts'
import type { GraphCall } from './meta-publishing.ts'
import { createProblemReader, withoutPersonRight } from './meta-inbox-problems.ts'
import { readMessageId, threadRules } from './meta-inbox-send.ts'
import { callProvider } from './transport.ts'
import { personWindowHours, readInboxSettings } from './meta-inbox-settings.ts'

const renewed = z.object({ access_token: z.string().regex(/^[A-Za-z0-9_-]{20,1000}$/) })

export interface InboxKind extends InboxDialect {
  type: string
  apiUrl: string
  textLength: number
  textUnit?: 'bytes'
  maxAttachmentBytes: number
  /** Of `/me`: the account's id as webhooks name it, and what may be shown. */
  accountFields: string
  readAccount(body: unknown): { accountId: string; name?: string; config: Record<string, JsonValue> } | undefined
  subscribedFields: string[]
  /** Of a person, by their id. */
  personFields: string
  readName(body: unknown): string | undefined
  /** Where a token that ends after sixty days is changed for a fresh one. */
  renewal?: { path: string; grant: string }
  /** Shows posts on the account's own page. */
  publishing(call: GraphCall): Publishing
  compose(message: OutboundMessage): Promise<Pick<GraphRequest, 'json' | 'form'>> | Pick<GraphRequest, 'json' | 'form'>
}

/** Instagram and Messenger by Meta's own interface: one shape, two dialects. */
export function createInboxType(kind: InboxKind): ChannelType {
  const readError = createProblemReader(kind.label)
  const problemOf = (answer: GraphFailure) => problemOfFailure(answer, readError)
  const apiUrl = (services: Pick<Services, 'apiUrls'>) => services.apiUrls[kind.type] ?? kind.apiUrl
  const call = (channel: Channel, request: GraphRequest, services: Services): Promise<GraphAnswer> => callGraphAt(apiUrl(services), channel, request, services)

  async function send(channel: Channel, message: OutboundMessage, services: Services): Promise<SendOutcome> {
    const answer = await call(channel, { method: 'POST', path: 'me/messages', timeoutMs: message.attachment ? 60_000 : 20_000, ...(await kind.compose(message)) }, services)
    return outcomeOf(answer, readMessageId, (failure) => (message.isAfterWindow ? withoutPersonRight(problemOf(failure)) : problemOf(failure)))
  }

  async function check(channel: Channel, services: Services): Promise<ChannelHealth> {
    const answer = await call(channel, { method: 'GET', path: `me?fields=${kind.accountFields}` }, services)
    if (answer.kind !== 'ok') return { isWorking: false, tried: 'me', problem: problemOf(answer) }
    const account = kind.readAccount(answer.body)
    if (!account) return { isWorking: false, tried: 'me', problem: problemOf({ kind: 'foreign', status: 200 }) }
    const { accountId, name, config } = account
    return { isWorking: true, tried: 'me', learned: { ...(name ? { name } : {}), config: { ...config, accountId } } }
  }

  /** Switches this account's news on; the address itself is set by hand at Meta, once for the app. */
  async function subscribe(channel: Channel, _webhookUrl: string, services: Services): Promise<ChannelHealth> {
    const answer = await call(channel, { method: 'POST', path: `me/subscribed_apps?subscribed_fields=${kind.subscribedFields.join(',')}` }, services)
    return answer.kind === 'ok' ? { isWorking: true, tried: 'subscribed_apps' } : { isWorking: false, tried: 'subscribed_apps', problem: problemOf(answer) }
  }

  async function renewSecrets(channel: Channel, services: Services): Promise<Channel['secrets'] | undefined> {
    const { renewal } = kind
    if (!renewal) return undefined
    const query = new URLSearchParams({ grant_type: renewal.grant, access_token: channel.secrets['accessToken'] ?? '' })
    // Not below a version, and with the token in the address: nothing of it is logged.
    const answer = await callProvider(services, `${apiUrl(services)}/${renewal.path}?${query}`, { timeoutMs: 20_000 })
    const { data } = answer.kind === 'answer' && answer.status === 200 ? renewed.safeParse(answer.body) : {}
    return data && { ...channel.secrets, accessToken: data.access_token }
  }

  async function findName(channel: Channel, externalId: string, services: Services): Promise<string | undefined> {
    const answer = await call(channel, { method: 'GET', path: `${encodeURIComponent(externalId)}?fields=${kind.personFields}` }, services)
    return answer.kind === 'ok' ? kind.readName(answer.body) : undefined
  }

  return {
    type: kind.type,
    label: kind.label,
    limits: {
      textLength: kind.textLength,
      ...(kind.textUnit ? { textUnit: kind.textUnit } : {}),
      captionLength: 0,
      windowHours: 24,
      account: { everyMs: 1_000 / 300, burst: 300 },
      chat: { everyMs: 500, burst: 30 },
      hasTemplates: false,
      maxAttachmentBytes: kind.maxAttachmentBytes,
    },
    readSettings: (input, existing) => readInboxSettings(kind.label, input, existing),
    threadRules,
    personWindowHours,
    addresses: ({ config }) => (config['accountId'] === undefined ? [] : [addressOf(String(config['accountId']))]),
    addressesIn: (request) => inboxAddressesIn(kind, request),
    receive: (channel, request, now) => receiveInbox(kind, channel, request, now),
    send,
    publishing: kind.publishing(call),
    check,
    subscribe,
    findName,
    ...(kind.renewal ? { renewSecrets } : {}),
    async unsubscribe(channel, services) {
      await call(channel, { method: 'DELETE', path: 'me/subscribed_apps' }, services)
    },
    fetchAttachment: (_channel, source, services, maxBytes) => fetchInboxFile(source, apiUrl(services), services, maxBytes),
  }
}
