import { afterAll, beforeAll, expect, test } from 'vitest'
import { provenPhone } from '#domains/customers'
import { startWindowedProvider, type WindowedProvider } from './channels/registry-testing.ts'
import { openTestShop, type TestShop } from './testing.ts'

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

let count = 0
/** A message of a person who goes by a number, a user id, or both. */
async function write(who: { number?: string; userId?: string }, text = `pesan ${++count}`): Promise<{ conversationId: string; customerId: string }> {
  count++
  const externalId = who.userId ?? who.number ?? ''
  const both = who.userId !== undefined && who.number !== undefined
  const conversationId = await one.hear(text, {
    externalId: `w${count}`,
    threadId: who.number ?? externalId,
    ...(both ? { threadAliases: [externalId] } : {}),
    customer: { externalId, ...(both && who.number ? { aliases: [who.number] } : {}), ...(who.number ? { phone: `+${who.number}` } : {}) },
  })
  const { customer_id: customerId } = await one.row('select customer_id from conversations where id = $1', [conversationId])
  return { conversationId, customerId: String(customerId) }
}
const proven = (customerId: string) => one.shop.transaction((tx) => provenPhone(tx, customerId))

test('a customer known by number who gets a user id stays one person in one chat, and may hide the number later', async () => {
  const before = await write({ number: '6281200000001' })
  const both = await write({ number: '6281200000001', userId: 'ID.1AAA' })
  const hidden = await write({ userId: 'ID.1AAA' })
  expect(both).toEqual(before)
  expect(hidden).toEqual(before)
  expect(await proven(before.customerId)).toBe('+6281200000001')
})

test('a customer first met by user id keeps the chat when the number becomes known, and answers then go to the number', async () => {
  const hidden = await write({ userId: 'ID.2BBB' })
  expect(await proven(hidden.customerId)).toBeNull()
  const both = await write({ number: '6281200000002', userId: 'ID.2BBB' })
  expect(both).toEqual(hidden)
  expect(await proven(hidden.customerId)).toBe('+6281200000002')
  expect(await one.row('select external_id from conversations where id = $1', [hidden.conversationId])).toEqual({ external_id: '6281200000002' })
})

test('a number with another owner: a new person, a new chat, and the number proves nothing about the old one', async () => {
  const former = await write({ number: '6281200000003', userId: 'ID.3OLD' })
  const now = await write({ number: '6281200000003', userId: 'ID.3NEW' })
  expect(now.customerId).not.toBe(former.customerId)
  expect(now.conversationId).not.toBe(former.conversationId)
  expect(await proven(now.customerId)).toBe('+6281200000003')
  expect(await proven(former.customerId)).toBeNull()
  const again = await write({ userId: 'ID.3OLD' })
  expect(again.customerId).toBe(former.customerId)
  expect(again.conversationId).not.toBe(now.conversationId)
})

test('a changed number moves the chat and the proof; the same batch may hold both', async () => {
  const before = await write({ number: '6281200000004' })
  await one.take({ type: 'moved', threadId: '6281200000004', newThreadId: '6281200000005', customer: { externalId: '6281200000004', newExternalId: '6281200000005', newPhone: '+6281200000005' } })
  const after = await write({ number: '6281200000005' })
  expect(after).toEqual(before)
  expect(await proven(before.customerId)).toBe('+6281200000005')
  expect(await one.row('select phone from customers where id = $1', [before.customerId])).toEqual({ phone: '+6281200000005' })
})

test('the last edit stands, in whatever order edits come, also before their message', async () => {
  const edit = (externalId: string, text: string, second: number) => ({ type: 'edit' as const, externalId, text, at: new Date(one.laris.clock.now().getTime() + second * 1_000) })
  await one.take(edit('often-1', 'kedua', 2), edit('often-1', 'pertama', 1), edit('often-2', 'pertama', 1), edit('often-2', 'kedua', 2))
  for (const externalId of ['often-1', 'often-2', 'often-3']) await one.hear('asli', { externalId })
  await one.take(edit('often-3', 'kedua', 2), edit('often-3', 'pertama', 1), edit('often-1', 'pertama', 1))
  expect(await one.rows("select text from messages where external_id like 'often-%'", [])).toEqual([1, 2, 3].map(() => ({ text: 'kedua' })))
})

test('an edit or deletion that overtakes its message is applied when the message comes', async () => {
  await one.take({ type: 'edit', externalId: 'early-1', text: 'sudah diubah', at: one.laris.clock.now() }, { type: 'revoke', externalId: 'early-2', at: one.laris.clock.now() })
  await one.hear('asli', { externalId: 'early-1' })
  await one.hear('dihapus', { externalId: 'early-2' })
  expect(await one.row("select text, edited_at is not null as edited from messages where external_id = 'early-1'", [])).toEqual({ text: 'sudah diubah', edited: true })
  expect(await one.row("select revoked_at is not null as revoked from messages where external_id = 'early-2'", [])).toEqual({ revoked: true })
})

test('the list of chats shows the last words as they stand, and none that were taken back', async () => {
  const threadId = '6281200000010'
  const at = (second: number) => new Date(one.laris.clock.now().getTime() + second * 1_000)
  const say = (externalId: string, second: number) => one.hear(externalId, { externalId, threadId, customer: { externalId: threadId }, sentAt: at(second) })
  const conversationId = await say('dahulu', 0)
  await say('kemudian', 1)
  const preview = async () => (await one.row('select last_message_preview as preview from conversations where id = $1', [conversationId]))['preview']
  await one.take({ type: 'revoke', externalId: 'dahulu', at: at(2) })
  expect(await preview()).toBe('kemudian')
  await one.take({ type: 'edit', externalId: 'kemudian', text: 'diubah', at: at(3) })
  expect(await preview()).toBe('diubah')
  await one.take({ type: 'revoke', externalId: 'kemudian', at: at(4) })
  expect(await preview()).toBe('Pesan dihapus')
})

test('a reaction or a note of the system is no unread message and opens nothing', async () => {
  const threadId = '6281200000009'
  const conversationId = await one.hear('halo', { threadId, customer: { externalId: threadId } })
  await one.rows("update conversations set status = 'closed', unread_count = 0 where id = $1", [conversationId])
  await one.hear('👍', { externalId: 'r1', threadId, customer: { externalId: threadId }, kind: 'reaction', wantsAnswer: false })
  await one.hear('Pelanggan ganti nomor.', { externalId: 's1', threadId, customer: { externalId: threadId }, kind: 'system', wantsAnswer: false })
  expect(await one.row('select status, unread_count from conversations where id = $1', [conversationId])).toEqual({ status: 'closed', unread_count: 0 })
})

test('a status about an unknown message is kept, and one of another channel does not touch ours', async () => {
  await one.take({ type: 'status', externalId: 'wamid.UNKNOWN', status: 'read', at: one.laris.clock.now() })
  expect(await one.rows("select 1 from message_statuses where external_id = 'wamid.UNKNOWN'", [])).toHaveLength(1)
})
