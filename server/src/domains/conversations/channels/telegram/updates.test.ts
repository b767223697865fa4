import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { InboundItem, InboundMessage } from '../inbound-item.ts'
import { readUpdate } from './updates.ts'
import { changeField } from '../testing.ts'

const now = new Date(1_795_489_300_000)
const fixture = (name: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', `${name}.json`), 'utf8'))
const read = (name: string): InboundItem[] => readUpdate(fixture(name), now)

function message(name: string): InboundMessage {
  const [item] = read(name)
  if (item?.type !== 'message') throw new Error(`${name} is no message`)
  return item
}

test('a text message carries its chat, person and moment', () => {
  expect(message('update_text')).toMatchObject({
    externalId: '111222333:11',
    threadId: '111222333',
    customer: { externalId: '111222333', name: 'Sari Wulandari' },
    sentAt: new Date(1_795_489_200_000),
    kind: 'text',
    text: 'kak ready?',
    wantsAnswer: true,
  })
})

test('pressing Start is a greeting that keeps where the person came from', () => {
  expect(message('update_command')).toMatchObject({ kind: 'text', text: 'Halo', content: { command: '/start', startPayload: 'promo_lebaran' } })
})

test('of a photo the largest size is fetched, and the caption is the text', () => {
  expect(message('update_photo')).toMatchObject({ kind: 'image', text: 'bukti tf', attachments: [{ mediaType: 'image/jpeg', bytes: 21_000, source: { fileId: 'AgACAgUAAx-m' } }] })
})

test('voice, location and contact are what they are; an own contact vouches for the number', () => {
  expect(message('update_voice')).toMatchObject({ kind: 'audio', attachments: [{ mediaType: 'audio/ogg' }] })
  expect(message('update_location')).toMatchObject({ kind: 'location', content: { latitude: -6.2348, longitude: 106.9896 } })
  expect(message('update_contact')).toMatchObject({ kind: 'contacts', customer: { phone: '+6281234567890' } })
  const foreign = structuredClone(fixture('update_contact')) as { message: { contact: { user_id: number } } }
  foreign.message.contact.user_id = 999
  const [item] = readUpdate(foreign, now)
  expect(item).toMatchObject({ type: 'message' })
  expect(item).not.toHaveProperty('customer.phone')
})

test('a pressed button is the words on it, with its payload', () => {
  expect(message('update_callback_query')).toMatchObject({ kind: 'button', text: 'Ya', content: { payload: 'order:confirm' }, threadId: '111222333', replyToExternalId: '111222333:17' })
})

test('an edit names the message that it changes', () => {
  expect(read('update_edited_message')).toEqual([{ type: 'edit', externalId: '111222333:11', text: 'kak ready 2?', at: new Date(1_795_489_210_000) }])
})

test('blocking the bot withdraws consent; coming back grants nothing', () => {
  expect(read('update_my_chat_member_blocked')).toMatchObject([{ type: 'consent', isGranted: false, customer: { externalId: '111222333' } }])
  const back = structuredClone(fixture('update_my_chat_member_blocked')) as { my_chat_member: { new_chat_member: { status: string } } }
  back.my_chat_member.new_chat_member.status = 'member'
  expect(readUpdate(back, now)).toEqual([])
})

test('a chat of the owner’s own account is a chat by itself, and what the owner types there is ours', () => {
  expect(message('update_business_message')).toMatchObject({ threadId: '111222333@conn-1', customer: { externalId: '111222333' }, wantsAnswer: true })
  const echo = structuredClone(fixture('update_business_message')) as { business_message: { from: { id: number } } }
  echo.business_message.from.id = 42
  expect(readUpdate(echo, now)).toMatchObject([{ type: 'message', isEcho: true, wantsAnswer: false, customer: { externalId: '111222333' } }])
})

test('people in a group talk to each other; a group that becomes a supergroup keeps its conversation', () => {
  const group = { update_id: 1, message: { message_id: 1, date: 1_795_489_200, chat: { id: -5, type: 'group', title: 'Arisan' }, from: { id: 7, first_name: 'Budi' }, text: 'halo' } }
  expect(readUpdate(group, now)).toMatchObject([{ type: 'message', threadId: '-5', wantsAnswer: false, customer: { externalId: '7' } }])
  const moved = { update_id: 2, message: { message_id: 2, date: 1_795_489_200, chat: { id: -5, type: 'group' }, from: { id: 7 }, migrate_to_chat_id: -1005 } }
  expect(readUpdate(moved, now)).toEqual([{ type: 'moved', threadId: '-5', newThreadId: '-1005' }])
})

test('kinds that Laris cannot show are stored as unsupported; joins and the like are nothing', () => {
  const base = { message_id: 5, date: 1_795_489_200, chat: { id: 9, type: 'private' }, from: { id: 9 } }
  expect(readUpdate({ update_id: 1, message: { ...base, poll: { question: 'x' } } }, now)).toMatchObject([{ type: 'message', kind: 'unsupported', wantsAnswer: true }])
  expect(readUpdate({ update_id: 1, message: { ...base, voice: { file_id: 17 } } }, now)).toMatchObject([{ type: 'message', kind: 'unsupported' }])
  expect(readUpdate({ update_id: 1, message: { ...base, new_chat_title: 'x' } }, now)).toEqual([])
  expect(readUpdate({ update_id: 1, inline_query: {} }, now)).toEqual([])
})

test('what is no update is kept as it came', () => {
  for (const odd of [null, 7, 'x', [], {}, { update_id: 'x' }, { update_id: 1, message: { message_id: 'x' } }]) {
    expect(readUpdate(odd, now)).toMatchObject([{ type: 'unreadable' }])
  }
})

test('F26: whatever stands in a field, reading never throws and never loses the update', () => {
  const names = readdirSync(join(import.meta.dirname, 'fixtures')).filter((name) => name.startsWith('update_'))
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.array(fc.tuple(fc.nat(30), fc.oneof(fc.jsonValue(), fc.constant(undefined)))), (name, changes) => {
      const update: unknown = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8'))
      for (const [at, value] of changes) changeField(update, at, value)
      const items = readUpdate(update, now)
      for (const item of items) if (item.type === 'message') expect(Number.isFinite(item.sentAt.getTime())).toBe(true)
    }),
    { numRuns: 300 },
  )
})
