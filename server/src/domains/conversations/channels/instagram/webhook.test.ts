import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Channel } from '../channel.ts'
import type { InboundItem } from '../inbound-item.ts'
import { signed } from '../meta-testing.ts'
import { changeField } from '../testing.ts'
import { instagram } from './index.ts'

const now = new Date(1_795_489_900_000)
const folder = join(import.meta.dirname, 'fixtures')
const fixture = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as object
const samples = readdirSync(folder).filter((name) => !name.startsWith('out_')).map((name) => name.replace('.json', ''))
const channel: Channel = { channelId: 'c', businessId: 'b', type: 'instagram', name: 'Instagram', config: { accountId: '17841405309211844', answersComments: true }, secrets: { appSecret: 'appsecret', accessToken: 't' } }

function read(body: object): InboundItem[] {
  const { headers, payload } = signed(body, 'appsecret')
  const answer = instagram.receive?.(channel, { method: 'POST', headers, query: {}, body: payload }, now)
  return answer?.kind === 'items' ? answer.items : []
}
const one = (name: string) => read(fixture(name))[0]

test('a text is the person’s own words; an answer to one of our messages names it', () => {
  expect(one('text')).toMatchObject({ type: 'message', externalId: 'aWdfZAG1faXRlbToxOkl1.contoh1', threadId: '1234567890123456', text: 'kak ready warna sage?', sentAt: new Date(1_795_489_200_000), wantsAnswer: true })
  expect(one('reply_to_message')).toMatchObject({ text: 'yg ini', replyToExternalId: 'aWdfZAG1.outbound' })
})

test('of a story nothing is kept: not its picture, and not where it lies', () => {
  expect(one('story_reply')).toMatchObject({ kind: 'text', text: 'harga kak?', content: { story: { id: '17890455512345678' } }, attachments: [], wantsAnswer: true })
  expect(one('story_mention')).toMatchObject({ kind: 'story', attachments: [], wantsAnswer: false })
  for (const name of ['story_reply', 'story_mention', 'share_post', 'ig_reel_share']) expect(JSON.stringify(read(fixture(name)))).not.toContain('lookaside')
})

test('shared posts and reels, hearts and what Meta does not show are words in their place', () => {
  expect(one('share_post')).toMatchObject({ kind: 'share', wantsAnswer: true })
  expect(one('ig_reel_share')).toMatchObject({ kind: 'share', text: expect.stringContaining('Restock!') })
  expect(one('like_heart')).toMatchObject({ kind: 'sticker', text: '❤️', wantsAnswer: false })
  expect(one('unsupported')).toMatchObject({ kind: 'unsupported', wantsAnswer: true })
  expect(one('image')).toMatchObject({ kind: 'image', attachments: [{ source: { url: expect.stringContaining('lookaside.fbsbx.com') } }] })
})

test('deleted, reacted, seen, pressed, and come by a link', () => {
  expect(one('deleted')).toMatchObject({ type: 'revoke', externalId: 'aWdfZAG1.contoh1' })
  expect(one('reaction')).toMatchObject({ kind: 'reaction', text: '❤️', replyToExternalId: 'aWdfZAG1.outbound', wantsAnswer: false })
  expect(read(fixture('seen'))).toEqual([
    { type: 'status', externalId: 'aWdfZAG1.outbound', status: 'read', at: new Date(1_795_489_200_000) },
    { type: 'reached', threadId: '1234567890123456', status: 'read', until: new Date(1_795_489_200_000) },
  ])
  expect(one('postback_icebreaker')).toMatchObject({ kind: 'button', text: 'Cara pesan?', content: { payload: 'FAQ_ORDER' } })
  expect(one('referral_ig_me_link')).toMatchObject({ kind: 'system', content: { referral: { ref: 'story-lebaran' } } })
})

test('an edited message changes its words', () => {
  const event = { sender: { id: '1234567890123456' }, recipient: { id: '17841405309211844' }, timestamp: 1_795_489_200_000, message_edit: { mid: 'aWdfZAG1.contoh1', text: 'warna sage XL?', num_edit: 1 } }
  expect(read({ object: 'instagram', entry: [{ id: '17841405309211844', time: 1_795_489_200_123, messaging: [event] }] })).toMatchObject([{ type: 'edit', externalId: 'aWdfZAG1.contoh1', text: 'warna sage XL?' }])
})

test('what the owner typed in the app is the shop’s own word', () => {
  expect(one('echo')).toMatchObject({ isEcho: true, wantsAnswer: false, threadId: '1234567890123456', text: 'Ready Kak!' })
})

test('a comment is a chat of its own; an answer below another comment is left to people', () => {
  expect(one('comment')).toMatchObject({ externalId: 'comment:17865799348089039', threadId: 'comment:17865799348089039', customer: { externalId: '1234567890123456', name: 'sari.wulan' }, kind: 'comment', text: 'harga berapa min?', sentAt: new Date(1_795_489_202_000), wantsAnswer: true })
  expect(one('comment_reply_on_ad')).toMatchObject({ content: { parentId: '17865799348089039', advertisement: { title: 'Hampers' } }, wantsAnswer: false })
})

test('every inbound sample is understood', () => {
  for (const name of samples) {
    const items = read(fixture(name))
    expect(items.length, name).toBeGreaterThan(0)
    expect(items.filter((item) => item.type === 'unreadable'), name).toEqual([])
  }
})

test('F26: altered shapes are kept as unreadable or understood, never an exception', () => {
  fc.assert(
    fc.property(fc.constantFrom(...samples), fc.nat(60), fc.jsonValue(), (name, at, value) => {
      const body = fixture(name)
      changeField(body, at, value)
      expect(() => read(body)).not.toThrow()
    }),
    { numRuns: 500 },
  )
})
