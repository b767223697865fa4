import type { JsonValue } from '#platform/context'
import { createFakeFeed, type FakeFeed } from './meta-publishing-testing.ts'
import { hmacHex } from './signature.ts'
import { startFakeServer, type ExampleProvider, type FakeAnswer, type FakeRequest, type Fault, type SaidMessage, type WebhookCall } from './testing.ts'

/** Meta signs JSON whose letters beyond ASCII are escaped, in lower-case hex. */
export function escapeJson(body: object): string {
  return JSON.stringify(body).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

export function graphError(code: number, message: string, subcode?: number): JsonValue {
  return { error: { message: `(#${code}) ${message}`, type: 'OAuthException', code, ...(subcode ? { error_subcode: subcode } : {}), error_data: { details: message }, fbtrace_id: 'A' } }
}

export function signed(body: object, appSecret: string): WebhookCall {
  const payload = Buffer.from(escapeJson(body))
  return { headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${hmacHex(appSecret, payload)}` }, payload }
}

export interface FakeInbox extends ExampleProvider {
  url: string
  accountId(account?: number): string
  /** Bodies of accepted messages, as they came, with the id that was given. */
  sent: (Record<string, JsonValue> & { id: string })[]
  webhook(message: SaidMessage, account?: number): WebhookCall
  /** Any body as Meta posts it, signed. */
  post(body: object, account?: number): WebhookCall
  /** One event of a chat. */
  event(event: Record<string, JsonValue>, account?: number): WebhookCall
  /** Which accounts switched their news on, and for what. */
  subscriptions: Map<string, string>
  /** What people say of themselves, by id. */
  people: Map<string, Record<string, string>>
  feed: FakeFeed
  files: Map<string, { bytes: Uint8Array; type: string }>
  /** Authorization headers by path. */
  authorisations: { path: string; header: string | undefined }[]
  faults: Fault[]
  /** Called while a message is being accepted, before the answer leaves. */
  beforeAnswer: { call?: (accepted: Record<string, JsonValue> & { id: string }) => Promise<void> }
}

interface InboxKind {
  type: string
  object: 'page' | 'instagram'
  accounts: readonly { id: string; accessToken: string; appSecret: string }[]
  describe(account: { id: string }): Record<string, JsonValue>
  mostText: number
}

/** Meta's Instagram or Messenger side for tests: tokens, `/me`, messages with Meta's checks, files, and faults on demand. */
export async function startFakeInbox(kind: InboxKind): Promise<FakeInbox> {
  const sent: FakeInbox['sent'] = []
  const accepted: ExampleProvider['accepted'] = []
  const faults: Fault[] = []
  const subscriptions: FakeInbox['subscriptions'] = new Map()
  const files: FakeInbox['files'] = new Map()
  const authorisations: FakeInbox['authorisations'] = []
  const beforeAnswer: FakeInbox['beforeAnswer'] = {}
  const people: FakeInbox['people'] = new Map()
  const repliedComments = new Set<string>()
  const feed = createFakeFeed(refuse)

  const server = await startFakeServer(async (request): Promise<FakeAnswer> => {
    authorisations.push({ path: request.path, header: request.headers.authorization })
    const file = files.get(request.path)
    if (file) return { status: 200, ...file }
    if (request.path === '/refresh_access_token') {
      const holder = kind.accounts.find((one) => one.accessToken === request.query.get('access_token'))
      if (!holder || request.query.get('grant_type') !== 'ig_refresh_token') return refuse(400, 190, 'Invalid OAuth access token')
      return { status: 200, json: { access_token: `${holder.accessToken}new`, token_type: 'bearer', expires_in: 5_184_000 } }
    }
    const account = kind.accounts.find((one) => request.headers.authorization === `Bearer ${one.accessToken}`)
    if (!account) return refuse(401, 190, 'Invalid OAuth access token')
    const onPage = /^\/v\d+\.\d\/(\d{5,})(?:\/(media|media_publish|photos|feed))?$/.exec(request.path)
    if (onPage && (onPage[2] !== undefined || /^(status_code|permalink)/.test(request.query.get('fields') ?? ''))) {
      return feed.answer({ method: request.method, edge: onPage[2] ?? onPage[1], fields: request.query.get('fields'), body: request.method === 'POST' ? await readBody(request) : {} })
    }
    const [, personId] = /^\/v\d+\.\d\/(\d{5,})$/.exec(request.path) ?? []
    if (personId) return people.has(personId) ? { status: 200, json: people.get(personId) ?? {} } : refuse(400, 100, 'Unsupported get request')
    const edge = /^\/v\d+\.\d\/me(?:\/(\w+))?$/.exec(request.path)
    if (!edge) return refuse(400, 100, 'Unsupported request')
    if (edge[1] === undefined) return { status: 200, json: kind.describe(account) }
    if (edge[1] === 'subscribed_apps') {
      subscriptions.set(account.id, request.method === 'DELETE' ? '' : (request.query.get('subscribed_fields') ?? ''))
      return { status: 200, json: { success: true } }
    }
    return edge[1] === 'messages' ? take(await readBody(request)) : refuse(400, 100, 'Unsupported request')
  })

  async function take(body: Record<string, JsonValue>): Promise<FakeAnswer> {
    const fault = faults.shift()
    if (fault?.kind === 'break') return 'break'
    if (fault?.kind === 'page') return { status: fault.status, bytes: Buffer.from('<html>'), type: 'text/html' }
    if (fault?.kind === 'answer') return { status: fault.status, json: fault.json, ...(fault.headers ? { headers: fault.headers } : {}) }
    const recipient = (body['recipient'] ?? {}) as Record<string, string>
    const message = (body['message'] ?? {}) as Record<string, JsonValue>
    if (!recipient['id'] && !recipient['comment_id']) return refuse(400, 100, 'Param recipient is required')
    if (typeof message['text'] === 'string' ? message['text'] === '' || Buffer.byteLength(message['text']) > kind.mostText : !message['attachment']) return refuse(400, 100, 'Length of param message[text] is wrong')
    if (body['tag'] !== undefined && (body['tag'] !== 'HUMAN_AGENT' || body['messaging_type'] !== 'MESSAGE_TAG')) return refuse(400, 100, 'Invalid tag')
    if (recipient['comment_id']) {
      if (repliedComments.has(recipient['comment_id'])) return refuse(400, 10900, 'Activity already replied to')
      repliedComments.add(recipient['comment_id'])
    }
    const id = `m_TEST${String(sent.length + 1).padStart(6, '0')}`
    const one = { ...body, id }
    sent.push(one)
    accepted.push({ threadId: recipient['id'] ?? `comment:${recipient['comment_id']}`, text: typeof message['text'] === 'string' ? message['text'] : '' })
    await beforeAnswer.call?.(one)
    return fault?.kind === 'accept-then-break' ? 'break' : { status: 200, json: { recipient_id: recipient['id'] ?? '6655443322110099', message_id: id } }
  }

  const post = (body: object, account = 0): WebhookCall => signed(body, kind.accounts[account].appSecret)
  const event = (one: Record<string, JsonValue>, account = 0): WebhookCall => post({ object: kind.object, entry: [{ id: kind.accounts[account].id, time: 1_795_489_200_123, messaging: [one] }] }, account)

  return {
    type: kind.type,
    url: server.url,
    hosts: [server.host],
    apiUrls: { [kind.type]: server.url },
    accountId: (account = 0) => kind.accounts[account].id,
    settings(account = 0) {
      const { accessToken, appSecret } = kind.accounts[account]
      return { accessToken, appSecret }
    },
    secrets: kind.accounts.flatMap((one) => [one.accessToken, one.appSecret]),
    sent,
    accepted,
    faults,
    subscriptions,
    people,
    feed,
    files,
    authorisations,
    beforeAnswer,
    refusals: {
      tooMany: { kind: 'answer', status: 429, json: graphError(613, 'Calls to this api have exceeded the rate limit'), headers: { 'retry-after': '7' } },
      blocked: { kind: 'answer', status: 400, json: graphError(551, 'This person isn’t available right now', 1_545_041) },
      unauthorised: { kind: 'answer', status: 401, json: graphError(190, 'Session has expired') },
      down: { kind: 'answer', status: 500, json: graphError(2, 'Service temporarily unavailable') },
    },
    post,
    event,
    webhook: ({ customer, messageId, text, at }, account = 0) =>
      event({ sender: { id: customer }, recipient: { id: kind.accounts[account].id }, timestamp: at.getTime(), message: { mid: `mid.${messageId}`, text } }, account),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

async function readBody(request: FakeRequest): Promise<Record<string, JsonValue>> {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/')) return JSON.parse(request.body.toString('utf8')) as Record<string, JsonValue>
  const form = await new Response(new Uint8Array(request.body), { headers: { 'content-type': type } }).formData()
  const body: Record<string, JsonValue> = {}
  for (const [name, value] of form.entries()) {
    if (typeof value !== 'string') body[name] = { name: value.name, type: value.type, text: await value.text() }
    else body[name] = /^[[{]/.test(value) ? (JSON.parse(value) as JsonValue) : value
  }
  return body
}

const refuse = (status: number, code: number, message: string): FakeAnswer => ({ status, json: graphError(code, message) })
