import type { JsonValue } from '#platform/context'
import { startFakeServer, type ExampleProvider, type FakeAnswer, type FakeRequest, type Fault, type SaidMessage, type WebhookCall } from '../testing.ts'

export interface FakeTelegram extends ExampleProvider {
  /** Address of the Bot API, for any client. */
  url: string
  /** Every method that was called, oldest first. */
  calls: { method: string; parameters: Record<string, unknown> }[]
  /** Updates that wait for `getUpdates`. */
  updates: { update_id: number }[]
  webhook(message: SaidMessage, account?: number): WebhookCall
  /** Any update as Telegram posts it. */
  post(update: object, account?: number): WebhookCall
  files: Map<string, { path: string; bytes: Uint8Array; size?: number }>
  faults: Fault[]
  webhookUrl(account?: number): string
}

const tokens = ['111111:AAFirstBotTokenForTests-0123456789', '222222:AASecondBotTokenForTests-012345678'] as const

interface Bot {
  token: string
  id: number
  webhook: { url: string; secret: string }
}

/** A Bot API server for tests: tokens, webhooks with their secret, long polling with 409, limits, files, and faults on demand. */
export async function startFakeTelegram(): Promise<FakeTelegram> {
  const bots: Bot[] = tokens.map((token) => ({ token, id: Number(token.split(':')[0]), webhook: { url: '', secret: '' } }))
  const calls: FakeTelegram['calls'] = []
  const accepted: ExampleProvider['accepted'] = []
  const faults: Fault[] = []
  const updates: FakeTelegram['updates'] = []
  const files: FakeTelegram['files'] = new Map()
  // Far from those of customers in tests: a chat numbers what both sides say.
  let lastMessageId = 1_000_000
  let lastUpdateId = 500

  const server = await startFakeServer(async (request): Promise<FakeAnswer> => {
    const [, bot, method = ''] = /^\/(?:file\/)?bot([^/]+)\/(.+)$/.exec(request.path) ?? []
    const owner = bots.find((one) => one.token === bot)
    if (!owner) return refuse(401, 'Unauthorized')
    if (request.path.startsWith('/file/')) return download(method)
    const parameters = await readParameters(request)
    calls.push({ method, parameters })
    return /^send[A-Z]/.test(method) ? sendOne(owner, method, parameters) : answer(owner, method, parameters)
  })

  function sendOne(bot: Bot, method: string, parameters: Record<string, unknown>): FakeAnswer {
    const fault = faults.shift()
    if (fault?.kind === 'break') return 'break'
    if (fault?.kind === 'page') return { status: fault.status, bytes: Buffer.from('<html>'), type: 'text/html' }
    if (fault?.kind === 'answer') return { status: fault.status, json: fault.json, ...(fault.headers ? { headers: fault.headers } : {}) }
    const text = String(parameters['text'] ?? parameters['caption'] ?? '')
    if (!parameters['chat_id']) return refuse(400, 'Bad Request: chat_id is empty')
    if (method === 'sendMessage' && text === '') return refuse(400, 'Bad Request: message text is empty')
    if (text.length > (method === 'sendMessage' ? 4_096 : 1_024)) return refuse(400, 'Bad Request: message is too long')
    lastMessageId++
    const chatId = Number(parameters['chat_id'])
    accepted.push({ threadId: String(parameters['chat_id']), text })
    if (fault?.kind === 'accept-then-break') return 'break'
    return ok({ message_id: lastMessageId, date: 1_795_489_300, chat: { id: chatId, type: 'private', first_name: 'Sari' }, from: { id: bot.id, is_bot: true, first_name: 'Toko' }, text })
  }

  async function answer(bot: Bot, method: string, parameters: Record<string, unknown>): Promise<FakeAnswer> {
    if (method === 'getMe') return ok({ id: bot.id, is_bot: true, first_name: 'Toko Kue', username: `TokoKue${bot.id}Bot`, can_join_groups: true, can_read_all_group_messages: false, supports_inline_queries: false })
    if (method === 'setWebhook') {
      bot.webhook = { url: String(parameters['url'] ?? ''), secret: String(parameters['secret_token'] ?? '') }
      return /^[A-Za-z0-9_-]{0,256}$/.test(bot.webhook.secret) ? ok(true) : refuse(400, 'Bad Request: secret token contains unallowed characters')
    }
    if (method === 'deleteWebhook') {
      bot.webhook = { url: '', secret: '' }
      return ok(true)
    }
    if (method === 'getUpdates') return getUpdates(bot, parameters)
    if (method === 'getFile') {
      const file = files.get(String(parameters['file_id']))
      if (!file) return refuse(400, 'Bad Request: wrong file_id or the file is temporarily unavailable')
      const size = file.size ?? file.bytes.length
      return size > 20 * 1_048_576 ? refuse(400, 'Bad Request: file is too big') : ok({ file_id: String(parameters['file_id']), file_unique_id: 'u', file_size: size, file_path: file.path })
    }
    if (method === 'answerCallbackQuery') return ok(true)
    return refuse(404, 'Not Found')
  }

  async function getUpdates(bot: Bot, parameters: Record<string, unknown>): Promise<FakeAnswer> {
    if (bot.webhook.url) return refuse(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
    const offset = Number(parameters['offset'] ?? 0)
    while (updates.length > 0 && updates[0].update_id < offset) updates.shift()
    const until = Date.now() + Math.min(Number(parameters['timeout'] ?? 0) * 1_000, 300)
    while (updates.length === 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20))
    return ok(updates.slice(0, Number(parameters['limit'] ?? 100)))
  }

  function download(path: string): FakeAnswer {
    const file = [...files.values()].find((one) => one.path === path)
    return file ? { status: 200, bytes: file.bytes, type: 'application/octet-stream' } : refuse(404, 'Not Found')
  }

  const post = (update: object, account = 0): WebhookCall => ({
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': bots[account].webhook.secret },
    payload: Buffer.from(JSON.stringify(update)),
  })

  return {
    type: 'telegram',
    url: server.url,
    hosts: [server.host],
    apiUrls: { telegram: server.url },
    settings: (account = 0) => ({ botToken: bots[account].token }),
    secrets: [...tokens],
    calls,
    accepted,
    faults,
    updates,
    files,
    refusals: {
      tooMany: { kind: 'answer', status: 429, json: { ok: false, error_code: 429, description: 'Too Many Requests: retry after 7', parameters: { retry_after: 7 } } },
      blocked: { kind: 'answer', status: 403, json: { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' } },
      unauthorised: { kind: 'answer', status: 401, json: { ok: false, error_code: 401, description: 'Unauthorized' } },
      down: { kind: 'answer', status: 502, json: { ok: false, error_code: 502, description: 'Bad Gateway' } },
    },
    post,
    webhook: (message, account = 0) => post({ update_id: ++lastUpdateId, message: textMessage(message) }, account),
    webhookUrl: (account = 0) => bots[account].webhook.url,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

/** A private text message as the Bot API describes it. */
export function textMessage(message: SaidMessage): Record<string, JsonValue> {
  const person = { id: Number(message.customer), first_name: 'Sari', last_name: 'Wulandari', language_code: 'id' }
  return { message_id: Number(message.messageId), from: { ...person, is_bot: false }, chat: { ...person, type: 'private' }, date: Math.floor(message.at.getTime() / 1_000), text: message.text }
}

const ok = (result: JsonValue): FakeAnswer => ({ status: 200, json: { ok: true, result } })
const refuse = (code: number, description: string): FakeAnswer => ({ status: code, json: { ok: false, error_code: code, description } })

async function readParameters(request: FakeRequest): Promise<Record<string, unknown>> {
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('multipart/')) return Object.fromEntries((await new Response(new Uint8Array(request.body), { headers: { 'content-type': type } }).formData()).entries())
  if (request.body.length === 0) return Object.fromEntries(request.query)
  // Bodies of our own client and of test clients.
  return JSON.parse(request.body.toString('utf8')) as Record<string, unknown>
}
