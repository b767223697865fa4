import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Channel } from '../channel.ts'
import type { InboundItem } from '../inbound-item.ts'
import { signed } from '../meta-testing.ts'
import { changeField } from '../testing.ts'
import { messenger } from './index.ts'

const now = new Date(1_795_489_900_000)
const folder = join(import.meta.dirname, 'fixtures')
const fixture = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as object
const channel: Channel = { channelId: 'c', businessId: 'b', type: 'messenger', name: 'Messenger', config: { accountId: '110022003300440', answersComments: true }, secrets: { appSecret: 'appsecret', accessToken: 't' } }

function read(body: object, config: Channel['config'] = channel.config): InboundItem[] {
  const { headers, payload } = signed(body, 'appsecret')
  const answer = messenger.receive?.({ ...channel, config }, { method: 'POST', headers, query: {}, body: payload }, now)
  return answer?.kind === 'items' ? answer.items : []
}
const one = (name: string) => read(fixture(name))[0]

test('a text is the person’s own words, for the page alone', () => {
  expect(one('text')).toEqual({
    type: 'message', externalId: 'm_contoh1', threadId: '6655443322110099', customer: { externalId: '6655443322110099' }, sentAt: new Date(1_795_489_200_000),
    kind: 'text', text: 'Gan, lemarinya bisa custom ukuran?', content: {}, attachments: [], wantsAnswer: true,
  })
  expect(read(fixture('text'), { accountId: '999' })).toEqual([])
})

test('pressed buttons, and where a person came from', () => {
  expect(one('quick_reply')).toMatchObject({ kind: 'button', text: 'Cek ongkir', content: { payload: 'CEK_ONGKIR' }, wantsAnswer: true })
  expect(one('postback_get_started')).toMatchObject({ externalId: 'm_contoh4', kind: 'button', text: 'Mulai', content: { payload: 'GET_STARTED' } })
  expect(one('postback_ad_referral')).toMatchObject({ content: { referral: { sourceType: 'ads', sourceId: '6045246247433', ref: 'lebaran' } } })
  expect(one('referral_ads')).toMatchObject({ kind: 'system', wantsAnswer: false, content: { referral: { headline: 'Lemari jati' } } })
})

test('a picture is fetched from where Meta keeps it', () => {
  expect(one('image')).toMatchObject({ kind: 'image', attachments: [{ mediaType: 'image/jpeg', source: { url: 'https://scontent.xx.fbcdn.net/contoh.jpg' } }] })
})

test('delivered names messages and a moment, read a moment alone', () => {
  expect(read(fixture('delivery'))).toEqual([
    { type: 'status', externalId: 'm_outbound', status: 'delivered', at: new Date(1_795_489_200_000) },
    { type: 'reached', threadId: '6655443322110099', status: 'delivered', until: new Date(1_795_489_200_999) },
  ])
  expect(read(fixture('read'))).toEqual([{ type: 'reached', threadId: '6655443322110099', status: 'read', until: new Date(1_795_489_201_999) }])
})

test('an echo of another app is the shop’s own word; one with our mark settles the attempt', () => {
  expect(one('echo')).toMatchObject({ type: 'message', isEcho: true, wantsAnswer: false, threadId: '6655443322110099', text: 'Bisa custom Gan' })
  const ours = JSON.parse(JSON.stringify(fixture('echo')).replace('camp:1', 'laris:kunci-1')) as object
  expect(read(ours)).toEqual([{ type: 'status', externalId: 'm_outbound', status: 'sent', at: new Date(1_795_489_203_000), attemptKey: 'kunci-1' }])
})

test('while another app has the conversation, what is said is shown and not answered', () => {
  expect(one('standby')).toMatchObject({ type: 'message', text: 'halo', wantsAnswer: false })
  expect(one('handover_pass_thread')).toMatchObject({ kind: 'system', wantsAnswer: false })
})

test('asking for news, and stopping them, goes into the consent ledger', () => {
  expect(one('optin_notification_messages')).toMatchObject({ type: 'consent', isGranted: true, customer: { externalId: '6655443322110099' }, proof: { title: 'Info promo' } })
  const stopped = JSON.parse(JSON.stringify(fixture('optin_notification_messages')).replace('"user_token_status"', '"notification_messages_status":"STOP_NOTIFICATIONS","user_token_status"')) as object
  expect(read(stopped)[0]).toMatchObject({ type: 'consent', isGranted: false })
})

test('a comment is a chat of its own; the assistant answers it only where the owner wants that', () => {
  expect(one('feed_comment')).toMatchObject({ externalId: 'comment:123_789', threadId: 'comment:123_789', customer: { externalId: '6655443322110099', name: 'Budi' }, kind: 'comment', text: 'harga gan?', wantsAnswer: true })
  expect(read(fixture('feed_comment'), { accountId: '110022003300440', answersComments: false })[0]).toMatchObject({ wantsAnswer: false })
  const change = (more: object) => ({ object: 'page', entry: [{ id: '110022003300440', time: 1_795_489_204, changes: [{ field: 'feed', value: { from: { id: '6655443322110099' }, item: 'comment', verb: 'add', comment_id: '1_2', post_id: '1', parent_id: '1', message: 'x', ...more } }] }] })
  expect(read(change({ parent_id: '1_1' }))[0]).toMatchObject({ wantsAnswer: false })
  expect(read(change({ from: { id: '110022003300440' } }))).toEqual([])
  expect(read(change({ verb: 'edited', message: 'harga?' }))[0]).toMatchObject({ type: 'edit', externalId: 'comment:1_2', text: 'harga?' })
  expect(read(change({ verb: 'remove' }))[0]).toMatchObject({ type: 'revoke', externalId: 'comment:1_2' })
  expect(read(change({ item: 'reaction' }))).toEqual([])
})

test('every inbound sample is understood', () => {
  for (const file of readdirSync(folder).filter((name) => !/^(out_|error_)/.test(name))) {
    const items = read(fixture(file.replace('.json', '')))
    expect(items.length, file).toBeGreaterThan(0)
    expect(items.filter((item) => item.type === 'unreadable'), file).toEqual([])
  }
})

test('F26: altered shapes are kept as unreadable or understood, never an exception, and cost no neighbour', () => {
  const names = readdirSync(folder).filter((name) => !/^(out_|error_)/.test(name))
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(60), fc.jsonValue(), (name, at, value) => {
      const body = fixture(name.replace('.json', '')) as { entry: { messaging?: object[] }[] }
      changeField(body, at, value)
      expect(() => read(body)).not.toThrow()
    }),
    { numRuns: 500 },
  )
  const text = fixture('text') as { entry: { messaging: object[] }[] }
  text.entry[0].messaging.unshift({ sender: 5, message: [] })
  expect(read(text).map((item) => item.type)).toEqual(['unreadable', 'message'])
})
