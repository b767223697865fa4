import type { JsonValue } from '#platform/context'
import { graphError, signed } from '../meta-testing.ts'
import { startFakeServer, type ExampleProvider, type FakeAnswer, type FakeRequest, type Fault, type SaidMessage, type WebhookCall } from '../testing.ts'

export interface FakeWhatsapp extends ExampleProvider {
  /** Address of the Graph API, for any client. */
  url: string
  /** Bodies of accepted messages, as they came. */
  sent: Record<string, JsonValue>[]
  webhook(message: SaidMessage, account?: number): WebhookCall
  /** Any body as Meta posts it: letters beyond ASCII escaped, signed over those bytes. */
  post(body: object, account?: number): WebhookCall
  /** A status of one of our messages. */
  status(messageId: string, status: string, more?: Record<string, JsonValue>, account?: number): WebhookCall
  /** News about a template's approval. */
  templateNews(name: string, status: string, account?: number): WebhookCall
  media: Map<string, { bytes: Uint8Array; type: string; size?: number; url?: string }>
  templates: JsonValue[]
  /** Webhook addresses that were set for business accounts. */
  overrides: Map<string, { url: string; token: string }>
  /** Authorization headers by path, to see where credentials went. */
  authorisations: { path: string; header: string | undefined }[]
  faults: Fault[]
  /** What Meta says about the number beyond its name. */
  about: Record<string, JsonValue>
}

const accounts = [
  { phoneNumberId: '106540352242922', businessAccountId: '215589313241560', accessToken: 'EAAFirstAccessTokenForTests0123456789', appSecret: 'appsecret0first', display: '+62 811-2000-2000' },
  { phoneNumberId: '206540352242933', businessAccountId: '315589313241571', accessToken: 'EAASecondAccessTokenForTests012345678', appSecret: 'appsecret0second', display: '+62 811-3000-3000' },
] as const

/** A Graph API server for tests: tokens, messages with Meta's checks, media, templates, webhook addresses, and faults on demand. */
export async function startFakeWhatsapp(): Promise<FakeWhatsapp> {
  const sent: FakeWhatsapp['sent'] = []
  const accepted: ExampleProvider['accepted'] = []
  const faults: Fault[] = []
  const media: FakeWhatsapp['media'] = new Map()
  const templates: JsonValue[] = []
  const overrides: FakeWhatsapp['overrides'] = new Map()
  const authorisations: FakeWhatsapp['authorisations'] = []
  const about: FakeWhatsapp['about'] = {}
  let count = 0

  const server = await startFakeServer(async (request): Promise<FakeAnswer> => {
    authorisations.push({ path: request.path, header: request.headers.authorization })
    if (request.path.startsWith('/lookaside/')) return download(request.path.slice('/lookaside/'.length), request)
    const [, id = '', edge] = /^\/v\d+\.\d\/([^/]+)(?:\/(\w+))?$/.exec(request.path) ?? []
    const account = accounts.find((one) => request.headers.authorization === `Bearer ${one.accessToken}`)
    if (!account) return refuse(401, 190, 'Invalid OAuth access token')
    if (edge === 'messages') return id === account.phoneNumberId ? sendOne(JSON.parse(request.body.toString('utf8')) as Record<string, JsonValue>) : refuse(403, 10, 'Application does not have permission')
    if (edge === 'media') return upload(request)
    if (edge === 'message_templates') return { status: 200, json: { data: templates, paging: {} } }
    if (edge === 'subscribed_apps') {
      const { override_callback_uri: url, verify_token: token } = JSON.parse(request.body.toString('utf8')) as Record<string, string>
      overrides.set(id, { url, token })
      return { status: 200, json: { success: true } }
    }
    const file = media.get(id)
    if (file) return { status: 200, json: { id, url: file.url ?? `${server.url}/lookaside/${id}`, mime_type: file.type, sha256: 'x', file_size: file.size ?? file.bytes.length, messaging_product: 'whatsapp' } }
    if (id === account.phoneNumberId) return { status: 200, json: { id, display_phone_number: account.display, verified_name: 'Toko Kue Ibu', quality_rating: 'GREEN', ...about } }
    return refuse(400, 100, 'Unsupported get request')
  })

  function sendOne(body: Record<string, JsonValue>): FakeAnswer {
    if (body['status'] === 'read') return { status: 200, json: { success: true } }
    const fault = faults.shift()
    if (fault?.kind === 'break') return 'break'
    if (fault?.kind === 'page') return { status: fault.status, bytes: Buffer.from('<html>'), type: 'text/html' }
    if (fault?.kind === 'answer') return { status: fault.status, json: fault.json, ...(fault.headers ? { headers: fault.headers } : {}) }
    const complaint = checkBody(body)
    if (complaint) return refuse(400, 100, complaint)
    count++
    const id = `wamid.TEST${String(count).padStart(6, '0')}`
    sent.push({ ...body, id })
    accepted.push({ threadId: String(body['to'] ?? body['recipient']), text: textOf(body) })
    if (fault?.kind === 'accept-then-break') return 'break'
    return { status: 200, json: { messaging_product: 'whatsapp', contacts: [{ input: String(body['to'] ?? body['recipient']), wa_id: String(body['to'] ?? '') }], messages: [{ id, message_status: 'accepted' }] } }
  }

  async function upload(request: FakeRequest): Promise<FakeAnswer> {
    const form = await new Response(new Uint8Array(request.body), { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData()
    const file = form.get('file')
    if (form.get('messaging_product') !== 'whatsapp' || !(file instanceof Blob)) return refuse(400, 100, 'Invalid parameter')
    const id = `media${media.size + 1}`
    media.set(id, { bytes: new Uint8Array(await file.arrayBuffer()), type: file.type })
    return { status: 200, json: { id } }
  }

  function download(id: string, request: FakeRequest): FakeAnswer {
    const file = media.get(id)
    if (!accounts.some((one) => request.headers.authorization === `Bearer ${one.accessToken}`)) return refuse(401, 190, 'Invalid OAuth access token')
    return file ? { status: 200, bytes: file.bytes, type: file.type } : refuse(404, 100, 'Not found')
  }

  const post = (body: object, account = 0): WebhookCall => signed(body, accounts[account].appSecret)
  const wrap = (value: Record<string, JsonValue>, account = 0) => envelope(accounts[account], value)

  return {
    type: 'whatsapp',
    url: server.url,
    hosts: [server.host],
    apiUrls: { whatsapp: server.url },
    settings: (account = 0) => {
      const { phoneNumberId, businessAccountId, accessToken, appSecret } = accounts[account]
      return { phoneNumberId, businessAccountId, accessToken, appSecret }
    },
    secrets: accounts.flatMap((one) => [one.accessToken, one.appSecret]),
    sent,
    accepted,
    faults,
    media,
    templates,
    overrides,
    authorisations,
    about,
    refusals: {
      tooMany: { kind: 'answer', status: 429, json: graphError(130429, 'Rate limit hit'), headers: { 'retry-after': '7' } },
      blocked: { kind: 'answer', status: 400, json: graphError(131050, 'User has stopped marketing messages') },
      unauthorised: { kind: 'answer', status: 401, json: graphError(190, 'Session has expired') },
      down: { kind: 'answer', status: 500, json: graphError(131016, 'Service unavailable') },
    },
    post,
    webhook: ({ customer, messageId, text, at }, account = 0) =>
      post(
        wrap(
          {
            contacts: [{ profile: { name: 'Sari Wulandari' }, wa_id: customer }],
            messages: [{ from: customer, id: `wamid.${messageId}`, timestamp: String(Math.floor(at.getTime() / 1_000)), type: 'text', text: { body: text } }],
          },
          account,
        ),
        account,
      ),
    status: (messageId, status, more = {}, account = 0) => post(wrap({ statuses: [{ id: messageId, status, timestamp: '1795489300', recipient_id: '6281234567890', ...more }] }, account), account),
    templateNews: (name, status, account = 0) =>
      post({ object: 'whatsapp_business_account', entry: [{ id: accounts[account].businessAccountId, changes: [{ field: 'message_template_status_update', value: { event: status, message_template_name: name, message_template_language: 'id' } }] }] }, account),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

export function envelope(account: { phoneNumberId: string; businessAccountId: string }, value: Record<string, JsonValue>): object {
  const metadata = { display_phone_number: '6281120002000', phone_number_id: account.phoneNumberId }
  return { object: 'whatsapp_business_account', entry: [{ id: account.businessAccountId, changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }] }] }
}

const refuse = (status: number, code: number, message: string): FakeAnswer => ({ status, json: graphError(code, message) })

/** What Meta checks before it takes a message. */
function checkBody(body: Record<string, JsonValue>): string | undefined {
  if (body['messaging_product'] !== 'whatsapp') return 'messaging_product is required'
  if (typeof body['to'] !== 'string' && typeof body['recipient'] !== 'string') return 'to is required'
  const type = String(body['type'] ?? 'text')
  const content = body[type]
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return `${type} is required`
  if (type === 'text' && (typeof content['body'] !== 'string' || content['body'] === '' || content['body'].length > 4_096)) return 'text.body must have 1 to 4096 letters'
  if (type === 'template' && (typeof content['name'] !== 'string' || typeof content['language'] !== 'object')) return 'template needs name and language'
  if (['image', 'video', 'audio', 'document'].includes(type) && !content['id'] && !content['link']) return `${type} needs id or link`
  return undefined
}

function textOf(body: Record<string, JsonValue>): string {
  const content = body[String(body['type'])] as Record<string, JsonValue>
  return String(content['body'] ?? content['caption'] ?? content['name'] ?? '')
}
