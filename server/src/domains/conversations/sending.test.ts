import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import type { Attempt } from '#platform/events/dispatcher'
import { newId } from '#platform/ids'
import { recordConsent } from '#domains/customers'
import { startPolledProvider, startWindowedProvider, type WindowedProvider } from './channels/registry-testing.ts'
import { handBack, handOff, takeOver } from './conversations.ts'
import { resendMessage, sendMessage } from './messages.ts'
import { createSender } from './sending.ts'
import { settleStaleSends } from './stale-sends.ts'
import { dyingAt, openTestShop, type TestShop } from './testing.ts'
import { createTraffic } from './traffic.ts'

let provider: WindowedProvider
let one: TestShop

beforeAll(async () => {
  provider = await startWindowedProvider()
  one = await openTestShop(provider.type, provider)
})
afterAll(async () => {
  await one?.[Symbol.asyncDispose]()
  await provider?.[Symbol.asyncDispose]()
})

const asAssistant = () => one.shop.as({ kind: 'assistant' })
const write = (conversationId: string, text: string, ctx: Context = one.shop) => ctx.transaction((tx) => sendMessage(tx, { conversationId, text }))
const messageRow = (messageId: string) => one.row('select * from messages where id = $1', [messageId])
const timesAccepted = (text: string) => provider.accepted.filter((sent) => sent.text === text).length
const attempt = (workId = newId()): Attempt => ({ workId, number: 1, isLast: false, signal: new AbortController().signal })

describe('F08: a crash at any arrow of the protocol', () => {
  test('I3: the provider accepts at most one message, and what is unknown is called so', async () => {
    const outcomes: string[] = []
    for (let stop = 0; stop <= 6; stop++) {
      const conversationId = await one.hear('halo')
      const text = `panah ${stop}`
      const message = await write(conversationId, text)
      const work = attempt()
      const sender = createSender(createTraffic())
      const steps = { count: 0 }
      await sender(dyingAt(one.shop, stop, steps), { messageId: message.id }, work).catch(() => {})
      const afterCrash = String((await messageRow(message.id))['delivery'])
      // The queue takes the row again after its lease, as often as it likes.
      for (let time = 0; time < 3; time++) await createSender(createTraffic())(one.shop, { messageId: message.id }, work)
      const { delivery } = await messageRow(message.id)
      outcomes.push(`${afterCrash} → ${String(delivery)}, accepted ${timesAccepted(text)}`)
      expect(timesAccepted(text)).toBeLessThanOrEqual(1)
      if (delivery === 'sent') expect(timesAccepted(text)).toBe(1)
    }
    expect(outcomes).toEqual([
      'planned → sent, accepted 1',
      'attempting → uncertain, accepted 0',
      'attempting → uncertain, accepted 0',
      'attempting → uncertain, accepted 1',
      'attempting → uncertain, accepted 1',
      'sent → sent, accepted 1',
      'sent → sent, accepted 1',
    ])
    await one.rows("delete from outbox where handler = 'send-message'", [])
  })

  test('a message that stays attempting is called uncertain by the sweep; one without a queue row is put back', async () => {
    const [lost, forgotten] = [await write(await one.hear('halo'), 'hilang'), await write(await one.hear('halo'), 'terlupa')]
    await one.rows("delete from outbox where handler = 'send-message'", [])
    await one.rows("update messages set delivery = 'attempting', attempted_at = $2 where id = $1", [lost.id, one.laris.clock.now()])
    one.laris.clock.advance(3 * 60_000)
    await settleStaleSends({ ...one.laris.services, ...one.laris.app.contexts, db: one.laris.database.db })
    expect(await messageRow(lost.id)).toMatchObject({ delivery: 'uncertain', error: { code: 'no_answer' } })
    await settleStaleSends({ ...one.laris.services, ...one.laris.app.contexts, db: one.laris.database.db })
    await one.laris.settle()
    expect((await messageRow(forgotten.id))['delivery']).toBe('sent')
    expect(timesAccepted('terlupa')).toBe(1)
    expect(timesAccepted('hilang')).toBe(0)
  })

  test('a fault of ours that lasts is shown as failed, not as waiting', async () => {
    const message = await write(await one.hear('halo'), 'rusak')
    await one.rows("update channels set sealed_secrets = 'v1.a.b.c' where id = $1", [one.channel.channelId])
    for (let round = 0; round < 6; round++) {
      await one.laris.settle()
      one.laris.clock.advance(20 * 60_000)
    }
    expect(await messageRow(message.id)).toMatchObject({ delivery: 'failed', error: { code: 'own_fault' } })
    const sealed = one.laris.services.secrets.seal(JSON.stringify(one.channel.secrets))
    await one.rows('update channels set sealed_secrets = $2 where id = $1', [one.channel.channelId, sealed])
  })
})

describe('late truth', () => {
  test('F07: a provider that accepts and then hangs leaves the message uncertain; a status settles it, and it left once', async () => {
    const conversationId = await one.hear('halo')
    const text = 'diterima lalu diam'
    const message = await write(conversationId, text)
    /** Nothing comes back after the provider has it, until our own time limit ends the call. */
    const hanging: Context = {
      ...one.shop,
      async fetch(url, options) {
        await one.shop.fetch(url, options)
        const limit = AbortSignal.timeout(50)
        return new Promise((_resolve, reject) => limit.addEventListener('abort', () => reject(limit.reason as Error)))
      },
    }
    const work = attempt()
    await createSender(createTraffic())(hanging, { messageId: message.id }, work)
    for (let again = 0; again < 3; again++) await createSender(createTraffic())(one.shop, { messageId: message.id }, work)
    await one.laris.settle()
    const { attempt_key: attemptKey, delivery } = await messageRow(message.id)
    expect([delivery, timesAccepted(text)]).toEqual(['uncertain', 1])
    await one.take({ type: 'status', externalId: 'wamid.HANG', status: 'sent', at: one.laris.clock.now(), attemptKey: String(attemptKey) })
    expect(await messageRow(message.id)).toMatchObject({ delivery: 'sent', external_id: 'wamid.HANG' })
    await one.laris.settle()
    expect(timesAccepted(text)).toBe(1)
  })

  test('F03: statuses of one message in all 24 orders end the same in the store, and never fall back from read', async () => {
    const all = ['sent', 'delivered', 'read', 'failed'] as const
    const orders = all.flatMap((a) => all.filter((one) => one !== a).flatMap((b) => all.filter((one) => one !== a && one !== b).map((c) => [a, b, c, ...all.filter((one) => ![a, b, c].includes(one))])))
    expect(new Set(orders.map(String)).size).toBe(24)
    const ends: string[] = []
    for (const [index, order] of orders.entries()) {
      const message = await write(await one.hear('halo'), `urutan ${index}`)
      await one.laris.settle()
      const { external_id: externalId } = await messageRow(message.id)
      let wasRead = false
      for (const status of order) {
        await one.take({ type: 'status', externalId: String(externalId), status, at: one.laris.clock.now(), ...(status === 'failed' ? { error: { code: 'x', sentence: 'x', retryable: false } } : {}) })
        wasRead ||= status === 'read'
        if (wasRead) expect([order, (await messageRow(message.id))['delivery']]).toEqual([order, 'read'])
      }
      ends.push(String((await messageRow(message.id))['delivery']))
    }
    expect(new Set(ends)).toEqual(new Set(['read']))
  })

  test('a status with our key settles a message whose answer was lost', async () => {
    const conversationId = await one.hear('halo')
    provider.faults.push({ kind: 'accept-then-break' })
    const message = await write(conversationId, 'terlambat tahu')
    await one.laris.settle()
    const { attempt_key: attemptKey, delivery } = await messageRow(message.id)
    expect(delivery).toBe('uncertain')
    await one.take({ type: 'status', externalId: 'wamid.LATE', status: 'delivered', at: one.laris.clock.now(), attemptKey: String(attemptKey) })
    expect(await messageRow(message.id)).toMatchObject({ delivery: 'delivered', external_id: 'wamid.LATE' })
    await expect(one.shop.transaction((tx) => resendMessage(tx, message.id))).rejects.toMatchObject({ code: 'conversations.not_resendable' })
  })

  test('a status that overtakes the answer waits for it', async () => {
    const message = await write(await one.hear('halo'), 'didahului')
    const next = `wamid.TEST${String(provider.sent.length + 1).padStart(6, '0')}`
    await one.take({ type: 'status', externalId: next, status: 'read', at: one.laris.clock.now() })
    await one.laris.settle()
    expect(await messageRow(message.id)).toMatchObject({ delivery: 'read', external_id: next })
  })

  test('pressing Kirim ulang twice makes one new attempt', async () => {
    provider.faults.push({ kind: 'accept-then-break' })
    const message = await write(await one.hear('halo'), 'dua kali tekan')
    await one.laris.settle()
    const [first, second] = await Promise.all([1, 2].map(() => one.shop.transaction((tx) => resendMessage(tx, message.id))))
    expect(first.id).toBe(second.id)
    await one.laris.settle()
    expect(timesAccepted('dua kali tekan')).toBe(2)
  })
})

describe('who may speak', () => {
  test('F29: once a person’s message commits, the assistant’s does not leave, in either order', async () => {
    for (let race = 0; race < 8; race++) {
      const conversationId = await one.hear('tanya')
      const [byAssistant, byPerson] = [`mesin ${race}`, `orang ${race}`]
      const writes = [() => write(conversationId, byAssistant, asAssistant()), () => write(conversationId, byPerson)]
      if (race % 2 === 0) writes.reverse()
      const results = await Promise.all(writes.map((start) => start()))
      await one.laris.settle()
      const rows = await one.rows("select id, author_kind, delivery from messages where conversation_id = $1 and direction = 'outbound' order by id", [conversationId])
      expect(rows).toHaveLength(results.length)
      expect(timesAccepted(byPerson)).toBe(1)
      // Whatever of the assistant's left, left before the person's message was there.
      const order = provider.accepted.map((sent) => sent.text)
      if (timesAccepted(byAssistant) > 0) expect(order.indexOf(byAssistant)).toBeLessThan(order.indexOf(byPerson))
      else expect(rows.find((row) => row['author_kind'] === 'assistant')).toMatchObject({ delivery: 'cancelled' })
    }
  })

  test('the assistant’s words after a takeover are kept as cancelled', async () => {
    const conversationId = await one.hear('tanya')
    await one.shop.transaction((tx) => takeOver(tx, conversationId))
    const message = await write(conversationId, 'terlalu lambat', asAssistant())
    expect(message.delivery).toBe('cancelled')
    await one.laris.settle()
    expect(timesAccepted('terlalu lambat')).toBe(0)
    await one.shop.transaction((tx) => handBack(tx, conversationId))
    one.laris.clock.advance(1)
    await write(conversationId, 'giliran saya lagi', asAssistant())
    await one.laris.settle()
    expect(timesAccepted('giliran saya lagi')).toBe(1)
  })

  test('F30: one hand-off for a conversation; a closed one starts afresh when the customer writes again', async () => {
    const threadId = '628999000111'
    const conversationId = await one.hear('minta orang', { threadId, customer: { externalId: threadId } })
    const ask = () => one.shop.transaction((tx) => handOff(tx, conversationId, { reason: 'asked', summary: 'Minta orang' }))
    expect([await ask(), await ask()]).toEqual([true, false])
    await one.rows("update conversations set status = 'closed' where id = $1", [conversationId])
    await one.hear('halo lagi', { externalId: 'again-1', threadId, customer: { externalId: threadId } })
    expect(await one.row('select status, handler, handoff from conversations where id = $1', [conversationId])).toEqual({ status: 'open', handler: 'assistant', handoff: null })
    expect(await ask()).toBe(true)
  })

  test('what the owner types in the phone app is shown as ours, and silences the assistant', async () => {
    const threadId = '628999000222'
    const conversationId = await one.hear('tanya', { threadId, customer: { externalId: threadId } })
    await write(conversationId, 'jawaban mesin', asAssistant())
    await one.hear('saya jawab dari HP', { externalId: 'echo-1', threadId, customer: { externalId: threadId }, isEcho: true, wantsAnswer: false })
    await one.laris.settle()
    expect(timesAccepted('jawaban mesin')).toBe(0)
    expect(await one.row("select direction, author_kind, delivery from messages where external_id = 'echo-1'", [])).toEqual({ direction: 'outbound', author_kind: 'member', delivery: 'sent' })
  })
})

describe('what may be said', () => {
  test('after 24 hours only a template leaves, and the sentence says so', async () => {
    const conversationId = await one.hear('halo')
    const early = await write(conversationId, 'masih boleh')
    one.laris.clock.advance(25 * 3_600_000)
    await one.laris.settle()
    // Planned in time, but the window closed before it could leave.
    expect(await messageRow(early.id)).toMatchObject({ delivery: 'failed', error: { code: 'conversations.window_closed' } })
    await expect(write(conversationId, 'terlambat')).rejects.toMatchObject({ code: 'conversations.window_closed', message: 'Belum terkirim: sudah lewat 24 jam sejak chat terakhir. Pakai Template.' })
    await one.hear('saya kembali', { externalId: 'back-1', threadId: String((await one.row('select external_id from conversations where id = $1', [conversationId]))['external_id']) })
    await write(conversationId, 'boleh lagi')
    await one.laris.settle()
    expect(timesAccepted('boleh lagi')).toBe(1)
  })

  test('I8: a promotion does not leave after the customer’s no has committed', async () => {
    const conversationId = await one.hear('halo')
    const { customer_id: customerId } = await one.row('select customer_id from conversations where id = $1', [conversationId])
    const consent = (isGranted: boolean) => one.shop.transaction((tx) => recordConsent(tx, { customerId: String(customerId), purpose: 'marketing', isGranted, source: 'staff' }))
    const promote = (text: string) => one.shop.transaction((tx) => sendMessage(tx, { conversationId, text, purpose: 'marketing' }))
    const unasked = await promote('promo tanpa izin')
    await consent(true)
    const withdrawn = await promote('promo lalu berhenti')
    await consent(false)
    await one.laris.settle()
    one.laris.clock.advance(1_000)
    await consent(true)
    await promote('promo dengan izin')
    await one.laris.settle()
    expect(await messageRow(unasked.id)).toMatchObject({ delivery: 'cancelled', error: { code: 'no_consent' } })
    expect(await messageRow(withdrawn.id)).toMatchObject({ delivery: 'cancelled' })
    expect(['promo tanpa izin', 'promo lalu berhenti', 'promo dengan izin'].map(timesAccepted)).toEqual([0, 0, 1])
  })

  test('a refusal of the provider closes the window for the screen as well', async () => {
    const conversationId = await one.hear('halo')
    const message = await write(conversationId, 'jendela tertutup')
    await one.laris.settle()
    const { external_id: externalId } = await messageRow(message.id)
    await one.take({ type: 'status', externalId: String(externalId), status: 'failed', at: one.laris.clock.now(), error: { code: 'window_closed', sentence: 'x', retryable: false } })
    expect(await messageRow(message.id)).toMatchObject({ delivery: 'failed', error: { code: 'window_closed' } })
    await expect(write(conversationId, 'lagi')).rejects.toMatchObject({ code: 'conversations.window_closed' })
  })

  test('an entry that the provider does not charge for is shown, and opens no window', async () => {
    const conversationId = await one.hear('halo')
    const message = await write(conversationId, 'gratis')
    await one.laris.settle()
    const { external_id: externalId } = await messageRow(message.id)
    const freeUntil = new Date(one.laris.clock.now().getTime() + 72 * 3_600_000)
    await one.take({ type: 'status', externalId: String(externalId), status: 'sent', at: one.laris.clock.now(), freeUntil, details: { pricing: { isBillable: false } } })
    const row = await one.row('select free_entry_until, window_expires_at from conversations where id = $1', [conversationId])
    expect(row['free_entry_until']).toEqual(freeUntil)
    expect((row['window_expires_at'] as Date).getTime()).toBeLessThan(freeUntil.getTime())
    expect(await one.row('select details from message_statuses where external_id = $1', [externalId])).toMatchObject({ details: { pricing: { isBillable: false } } })
  })

  test('a chat that moved is followed, and the message leaves there once', async () => {
    await using telegram = await startPolledProvider()
    await using other = await openTestShop(telegram.type, telegram)
    const conversationId = await other.hear('halo', { threadId: '-5', customer: { externalId: '7' } })
    telegram.faults.push({ kind: 'answer', status: 400, json: { ok: false, error_code: 400, description: 'Bad Request: group chat was upgraded to a supergroup chat', parameters: { migrate_to_chat_id: -1001234567890 } } })
    await other.shop.transaction((tx) => sendMessage(tx, { conversationId, text: 'pindah' }))
    await other.laris.settle()
    expect(telegram.accepted).toEqual([{ threadId: '-1001234567890', text: 'pindah' }])
  })
})
