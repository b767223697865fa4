import { randomUUID } from 'node:crypto'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context, JsonValue } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { createOutboundFetch, createReach } from '#platform/http/outbound-client'
import { createLogger } from '#platform/log'
import { writeSetting } from '#domains/businesses'
import { recordConsent } from '#domains/customers'
import { connectChannel } from '../connecting.ts'
import { getChannel, type ChannelSummary } from '../channel-accounts.ts'
import { resendMessage, sendMessage } from '../messages.ts'
import { receiveQueued } from '../webhooks.ts'
import type { ChannelExample, ExampleProvider, Fault, SaidMessage } from './testing.ts'

/** What every member of the open list must do, on the whole product with a stand-in for its provider. */
export function channelSuite({ type, start, sendsAway = true }: ChannelExample): void {
  describe(`channel ${type.type}`, () => {
    let provider: ExampleProvider
    let laris: TestApp
    let shop: Context
    let channel: ChannelSummary
    let logged = ''

    beforeAll(async () => {
      provider = await start()
      const destination = new Writable({
        write(chunk: Buffer, _encoding, done) {
          logged += chunk.toString('utf8')
          done()
        },
      })
      laris = await createTestApp({ apiUrls: provider.apiUrls, fetch: createOutboundFetch({ allowedHosts: provider.hosts }), reach: createReach({ allowedHosts: provider.hosts }), log: createLogger({ level: 'debug', destination }), baseUrl: 'https://laris.example' })
      shop = await laris.newBusiness()
      // People answer here; the assistant has its own tests and only watches.
      await shop.transaction((tx) => writeSetting(tx, 'assistant', { mode: 'watch' }))
      channel = await connectChannel(shop, { type: type.type, settings: provider.settings() })
      await laris.settle()
      if (provider.deliver) await collect()
    })

    afterAll(async () => {
      await laris?.[Symbol.asyncDispose]()
      await provider?.[Symbol.asyncDispose]()
    })

    let lastNumber = 0
    const customer = () => `6281${String(2_000_000 + ++lastNumber)}`
    const said = (text: string, more: Partial<SaidMessage> = {}): SaidMessage => ({ customer: customer(), messageId: String(++lastNumber + 1_000), text, at: laris.clock.now(), ...more })

    /** Fetches what is new, one after the other, as the process that holds the account does. */
    let cursor: JsonValue = null
    let collecting = Promise.resolve()
    let delivered = 1
    let collected = 0
    function collect(): Promise<void> {
      return (collecting = collecting.then(async () => {
        // An earlier turn brought it along; with nothing new the channel would wait for news.
        if (collected === delivered) return
        const seen = delivered
        const account = await shop.transaction((tx) => getChannel(tx, channel.channelId))
        const answer = await type.poll?.(account, cursor, laris.services, new AbortController().signal)
        if (!answer || 'problem' in answer) throw new Error(`Not fetched: ${answer?.problem.code}`)
        await receiveQueued(shop, account, answer.items)
        cursor = answer.cursor
        collected = seen
      }))
    }

    /** As the provider or the visitor's browser does it. */
    async function arrive(message: SaidMessage): Promise<number> {
      if (provider.deliver) {
        provider.deliver(message)
        delivered++
        await collect()
        return 200
      }
      const call = provider.webhook?.(message)
      const url = call ? `/hooks/${type.type}/${channel.channelId}` : `/api/webchat/${String(channel.config['widgetKey'])}/messages`
      const payload = call?.payload ?? { visitorToken: await visitorToken(message.customer), clientId: `client-${message.messageId}`, text: message.text }
      const answer = await laris.app.server.inject({ method: 'POST', url, payload, ...(call ? { headers: call.headers } : {}) })
      return answer.statusCode
    }

    const tokens = new Map<string, Promise<string>>()
    function visitorToken(who: string): Promise<string> {
      const token = tokens.get(who) ?? openVisitor()
      tokens.set(who, token)
      return token
    }
    async function openVisitor(): Promise<string> {
      const answer = await laris.app.server.inject({ method: 'POST', url: `/api/webchat/${String(channel.config['widgetKey'])}/visitors`, payload: {} })
      return answer.json<{ visitorToken: string }>().visitorToken
    }

    const stored = (text: string) => laris.superQuery('select * from messages where business_id = $1 and text = $2', [shop.businessId, text])

    /** A conversation that a person has taken, so that the assistant stays out of the way. */
    async function conversation(): Promise<string> {
      const text = `halo ${randomUUID()}`
      expect(await arrive(said(text))).toBeLessThan(300)
      const [row] = await stored(text)
      await laris.superQuery("update conversations set handler = 'person' where id = $1", [row['conversation_id']])
      await laris.settle()
      return String(row['conversation_id'])
    }

    async function write(conversationId: string, text: string): Promise<string> {
      const message = await shop.transaction((tx) => sendMessage(tx, { conversationId, text }))
      return message.id
    }

    const messageRow = async (messageId: string) => (await laris.superQuery('select * from messages where id = $1', [messageId]))[0]
    const timesAccepted = (text: string) => provider.accepted.filter((one) => one.text === text).length

    test('connecting makes a round trip, and no secret stands where it can be read', async () => {
      expect(channel.status).toBe('active')
      const rows = await laris.superQuery('select * from channels where id = $1', [channel.channelId])
      const visible = JSON.stringify([channel, rows])
      for (const secret of provider.secrets) expect(visible).not.toContain(secret)
      expect(rows[0]['sealed_secrets']).toMatch(/^v1\./)
    })

    test('settings that this type does not know are refused', () => {
      expect(() => type.readSettings({ ...provider.settings(), surprise: 'x' }, undefined)).toThrow()
    })

    test('F02: one message told five times, eight at once, is one row and one piece of news', async () => {
      const messages = Array.from({ length: 8 }, () => said(`ulang ${randomUUID()}`))
      const times = messages.flatMap((message) => Array.from({ length: 5 }, () => message)).sort(() => laris.services.random() - 0.5)
      for (let at = 0; at < times.length; at += 8) {
        const codes = await Promise.all(times.slice(at, at + 8).map(arrive))
        expect(codes.every((code) => code < 300)).toBe(true)
      }
      expect(await laris.superQuery('select 1 from inbound_failures where channel_id = $1', [channel.channelId])).toHaveLength(0)
      for (const message of messages) {
        const rows = await stored(message.text)
        expect(rows).toHaveLength(1)
        // One piece of news for each listener, so one answer.
        const news = await laris.superQuery("select handler, count(*)::int as times from outbox where payload->>'messageId' = $1 group by handler", [rows[0]['id']])
        expect(news).not.toHaveLength(0)
        for (const { times } of news) expect(times).toBe(1)
      }
    })

    test('S04: markup, templates and odd letters are kept as the words they are', async () => {
      const payloads = ['<img src=x onerror=alert(1)>', '"><script>alert(1)</script>', '{{nama}} ${process.env}', "'; drop table messages; --", 'javascript:alert(1)', '😀👩‍👩‍👧 السلام ꦱꦸꦒꦼꦁ', '=HYPERLINK("http://x")']
      for (const payload of payloads) {
        expect(await arrive(said(payload))).toBeLessThan(300)
        expect(await stored(payload)).toHaveLength(1)
      }
    })

    test('F26, S18: NUL, broken emoji and a very long text cost neither an error nor a neighbour', async () => {
      const neighbour = said(`tetangga ${randomUUID()}`)
      const tag = randomUUID()
      const codes = await Promise.all([arrive(said(`nul\0 ${tag}`)), arrive(said(`rusak \ud83d ${tag}`)), arrive(said('a!'.repeat(50_000))), arrive(neighbour)])
      for (const code of codes) expect(code).toBeLessThan(500)
      expect(codes[3]).toBeLessThan(300)
      expect(await stored(neighbour.text)).toHaveLength(1)
      expect(await stored(`nul ${tag}`)).toHaveLength(1)
    })

    test('I6: messages are shown by the provider’s time, and those of one second as they came', async () => {
      const who = customer()
      const texts = ['satu', 'dua', 'tiga'].map((word) => `${word} ${randomUUID()}`)
      for (const text of texts) await arrive(said(text, { customer: who }))
      const [{ conversation_id: conversationId }] = await stored(texts[0])
      const rows = await laris.superQuery("select text from messages where conversation_id = $1 and direction = 'inbound' order by sent_at, id", [conversationId])
      expect(rows.map((row) => row['text'])).toEqual(texts)
    })

    test('a person’s answer leaves once and is called sent only then', async () => {
      const conversationId = await conversation()
      const text = `jawaban ${randomUUID()}`
      const planned = await shop.transaction((tx) => sendMessage(tx, { conversationId, text }))
      expect(planned.delivery).toBe('planned')
      await laris.settle()
      expect((await messageRow(planned.id))['delivery']).toBe('sent')
      if (sendsAway) expect(timesAccepted(text)).toBe(1)
    })

    test('I8: STOP ends promotions at once, also while a person answers; answers still leave, and MULAI brings them back with one sentence', async () => {
      const who = customer()
      const greeting = `halo ${randomUUID()}`
      await arrive(said(greeting, { customer: who }))
      const [{ conversation_id: conversationId, author_id: customerId }] = await stored(greeting)
      await laris.superQuery("update conversations set handler = 'person' where id = $1", [conversationId])
      const fateOf = async (purpose: 'marketing' | 'service') => {
        const { id } = await shop.transaction((tx) => sendMessage(tx, { conversationId: String(conversationId), text: `${purpose} ${randomUUID()}`, purpose }))
        await laris.settle()
        return (await laris.superQuery('select delivery from messages where id = $1', [id]))[0]?.['delivery']
      }
      await shop.transaction((tx) => recordConsent(tx, { customerId: String(customerId), purpose: 'marketing', isGranted: true, source: 'staff' }))
      expect(await fateOf('marketing')).toBe('sent')
      await arrive(said('STOP', { customer: who }))
      expect([await fateOf('marketing'), await fateOf('service')]).toEqual(['cancelled', 'sent'])
      await arrive(said('MULAI', { customer: who }))
      expect(await fateOf('marketing')).toBe('sent')
      expect(await laris.superQuery("select delivery from messages where conversation_id = $1 and text like 'Baik Kak, promosi lewat chat ini%'", [conversationId])).toEqual([{ delivery: 'sent' }])
      expect((await laris.superQuery('select channel_type, proof from consents where customer_id = $1 order by at, id', [customerId])).at(-1)).toMatchObject({ channel_type: type.type, proof: { messageId: (await stored('MULAI'))[0]['id'] } })
    })

    test('a text longer than the channel takes leaves in several parts, in order and complete', async () => {
      const conversationId = await conversation()
      const words = Array.from({ length: 1_500 }, (_, index) => `kata${index}`)
      await write(conversationId, words.join(' '))
      await laris.settle()
      const rows = await laris.superQuery("select text, delivery from messages where conversation_id = $1 and direction = 'outbound' order by sent_at, id", [conversationId])
      expect(rows.length).toBeGreaterThan(1)
      for (const row of rows) expect(String(row['text']).length).toBeLessThanOrEqual(type.limits.textLength)
      expect(rows.map((row) => row['text']).join(' ').split(/\s+/)).toEqual(words)
      expect(rows.every((row) => row['delivery'] === 'sent')).toBe(true)
    })

    test('S25: nothing that was said, no secret and no id of a customer is in the log', () => {
      expect(logged).not.toMatch(/halo [0-9a-f]{8}|jawaban [0-9a-f]{8}|tetangga|alert\(1\)/)
      for (const secret of provider.secrets) expect(logged).not.toContain(secret)
    })

    if (type.receive) describe('webhooks', () => {
      const hook = () => `/hooks/${type.type}/${channel.channelId}`
      const call = (message: SaidMessage, account?: number) => {
        const made = provider.webhook?.(message, account)
        if (!made) throw new Error('This channel has no webhooks')
        return made
      }

      test('S09: missing, wrong, cut or foreign signatures and altered bytes are refused, with no row', async () => {
        const message = said(`palsu ${randomUUID()}`)
        const { headers, payload } = call(message)
        const proof = Object.keys(headers).find((name) => name.startsWith('x-')) ?? ''
        const without = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== proof))
        const foreign = call(message, 1)
        const attempts: { headers: Record<string, string>; payload: Buffer }[] = [
          { headers: without, payload },
          { headers: { ...headers, [proof]: '' }, payload },
          { headers: { ...headers, [proof]: headers[proof].slice(0, -1) }, payload },
          { headers: { ...headers, [proof]: headers[proof].replace(/.$/, (letter) => (letter === '0' ? '1' : '0')) }, payload },
          { headers: { ...headers, [proof]: foreign.headers[proof] }, payload },
        ]
        if (proof.includes('signature')) {
          attempts.push({ headers, payload: Buffer.concat([payload, Buffer.from(' ')]) })
          attempts.push({ headers, payload: Buffer.from(JSON.stringify(JSON.parse(payload.toString('utf8')), null, 1)) })
        }
        for (const attempt of attempts) {
          const answer = await laris.app.server.inject({ method: 'POST', url: hook(), ...attempt })
          expect(answer.statusCode).toBe(401)
        }
        expect(await stored(message.text)).toHaveLength(0)
        const answer = await laris.app.server.inject({ method: 'POST', url: '/hooks/nosuch/x', headers, payload })
        expect(answer.statusCode).toBe(404)
      })

      test('S09: a replay is answered like the first time and changes nothing', async () => {
        const message = said(`replay ${randomUUID()}`)
        for (let time = 0; time < 3; time++) expect(await arrive(message)).toBe(200)
        expect(await stored(message.text)).toHaveLength(1)
        })

      test('F04: a message that comes six hours or six days late stands at its own time, marked, and the assistant leaves it', async () => {
        for (const hours of [6, 144]) {
          const message = said(`terlambat ${randomUUID()}`, { at: new Date(laris.clock.now().getTime() - hours * 3_600_000) })
          expect(await arrive(message)).toBe(200)
          const [row] = await stored(message.text)
          expect(row['is_late']).toBe(true)
          expect(Math.abs((row['sent_at'] as Date).getTime() - message.at.getTime())).toBeLessThan(1_000)
          await laris.settle()
          expect(await laris.superQuery("select * from messages where conversation_id = $1 and direction = 'outbound'", [row['conversation_id']])).toHaveLength(0)
        }
      })

      test('a message from the future does not stay on top for ever', async () => {
        const message = said(`masa depan ${randomUUID()}`, { at: new Date(laris.clock.now().getTime() + 400 * 86_400_000) })
        await arrive(message)
        const [row] = await stored(message.text)
        expect((row['sent_at'] as Date).getTime()).toBeLessThanOrEqual(laris.clock.now().getTime())
        })
    })

    if (sendsAway) describe('sending through a provider', () => {
      const faults = () => provider.faults ?? []
      const refusal = (name: keyof NonNullable<ExampleProvider['refusals']>): Fault => {
        const fault = provider.refusals?.[name]
        if (!fault) throw new Error('This channel has no refusals')
        return fault
      }

      test('F07: no answer after acceptance is uncertain, is not sent again by itself, and Kirim ulang makes a linked attempt', async () => {
        const conversationId = await conversation()
        const text = `tanpa jawaban ${randomUUID()}`
        faults().push({ kind: 'accept-then-break' })
        const messageId = await write(conversationId, text)
        await laris.settle()
        laris.clock.advance(10 * 60_000)
        await laris.settle()
        expect((await messageRow(messageId))['delivery']).toBe('uncertain')
        expect(timesAccepted(text)).toBe(1)
        const again = await shop.transaction((tx) => resendMessage(tx, messageId))
        await laris.settle()
        expect(await messageRow(again.id)).toMatchObject({ delivery: 'sent', resend_of_id: messageId })
        expect(timesAccepted(text)).toBe(2)
      })

      test('a page of a proxy instead of an answer is uncertain too', async () => {
        const conversationId = await conversation()
        faults().push({ kind: 'page', status: 504 })
        const messageId = await write(conversationId, `halaman ${randomUUID()}`)
        await laris.settle()
        expect((await messageRow(messageId))['delivery']).toBe('uncertain')
      })

      test('F05: told to slow down, messages wait as long as asked, leave in order, and nothing is lost or doubled', async () => {
        const conversationId = await conversation()
        const texts = Array.from({ length: 3 }, (_, index) => `pelan ${index} ${randomUUID()}`)
        faults().push(refusal('tooMany'))
        const ids: string[] = []
        for (const text of texts) ids.push(await write(conversationId, text))
        await laris.settle()
        expect(await messageRow(ids[0])).toMatchObject({ delivery: 'planned' })
        laris.clock.advance(6_000)
        await laris.settle()
        expect(texts.map(timesAccepted)).toEqual([0, 0, 0])
        for (let round = 0; round < 10; round++) {
          laris.clock.advance(3_000)
          await laris.settle()
        }
        const order = provider.accepted.map((one) => one.text).filter((text) => texts.includes(text))
        expect(order).toEqual(texts)
        for (const id of ids) expect((await messageRow(id))['delivery']).toBe('sent')
      })

      test('F06: through failures of the provider every message arrives exactly once, and no break lasts longer than 30 seconds', async () => {
        const conversationIds = await Promise.all(Array.from({ length: 4 }, conversation))
        faults().push(...Array.from({ length: 6 }, () => refusal('down')))
        const texts = conversationIds.map((_, index) => `gangguan ${index} ${randomUUID()}`)
        for (const [index, conversationId] of conversationIds.entries()) await write(conversationId, texts[index])
        await laris.settle()
        let seconds = 0
        while (texts.some((text) => timesAccepted(text) === 0) && seconds < 600) {
          laris.clock.advance(1_000)
          seconds++
          await laris.settle()
        }
        expect(texts.map(timesAccepted)).toEqual([1, 1, 1, 1])
        expect(seconds).toBeLessThan(150)
        for (let round = 0; round < 10; round++) {
          laris.clock.advance(30_000)
          await laris.settle()
        }
        expect(texts.map(timesAccepted)).toEqual([1, 1, 1, 1])
      })

      test('a person who blocked us is not tried again, and the refusal goes into the consent ledger', async () => {
        const conversationId = await conversation()
        faults().push(refusal('blocked'))
        const messageId = await write(conversationId, `diblokir ${randomUUID()}`)
        await laris.settle()
        expect(await messageRow(messageId)).toMatchObject({ delivery: 'failed', error: { retryable: false } })
        const ledger = await laris.superQuery('select c.is_granted, c.source from consents c join conversations v on v.customer_id = c.customer_id where v.id = $1', [conversationId])
        expect(ledger).toEqual([{ is_granted: false, source: 'provider' }])
      })

      test('F47: when the account is refused, its queue is held, its owner told, and reconnecting sends it in order', async () => {
        const conversationId = await conversation()
        faults().push(refusal('unauthorised'))
        const texts = Array.from({ length: 3 }, (_, index) => `ditahan ${index} ${randomUUID()}`)
        const ids: string[] = []
        for (const text of texts) ids.push(await write(conversationId, text))
        await laris.settle()
        laris.clock.advance(3_600_000)
        await laris.app.scheduler.tick()
        await laris.settle()
        const [row] = await laris.superQuery('select status, last_error from channels where id = $1', [channel.channelId])
        expect(row).toMatchObject({ status: 'disconnected', last_error: { needsReconnect: true } })
        for (const id of ids) expect((await messageRow(id))['delivery']).toBe('planned')
        expect(texts.map(timesAccepted)).toEqual([0, 0, 0])
        channel = await connectChannel(shop, { type: type.type, settings: provider.settings(), channelId: channel.channelId })
        expect(channel).toMatchObject({ status: 'active', lastError: null })
        for (let round = 0; round < 5; round++) {
          await laris.settle()
          laris.clock.advance(3_000)
        }
        expect(provider.accepted.map((one) => one.text).filter((text) => texts.includes(text))).toEqual(texts)
      })

      test('the same account cannot be connected a second time, by this shop or another', async () => {
        for (const other of [shop, await laris.newBusiness()]) {
          const second = await connectChannel(other, { type: type.type, settings: provider.settings() })
          expect(second).toMatchObject({ status: 'disconnected', lastError: { code: 'address_taken' } })
        }
      })

      test('S25: after all this, no secret and nothing that was said is in the log', () => {
        expect(logged).not.toMatch(/tanpa jawaban|pelan \d|gangguan \d|ditahan \d/)
        for (const secret of provider.secrets) expect(logged).not.toContain(secret)
      })
    })
  })
}
