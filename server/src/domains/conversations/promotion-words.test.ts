import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordConsent } from '#domains/customers'
import { openTestShop, type TestShop } from './testing.ts'

let one: TestShop
beforeAll(async () => {
  one = await openTestShop('webchat', { settings: () => ({}) })
})
afterAll(() => one?.[Symbol.asyncDispose]())

let people = 0
const someone = () => {
  const threadId = `6281300000${String(++people).padStart(3, '0')}`
  let messages = 0
  const at = (second: number) => new Date(one.laris.clock.now().getTime() + second * 1_000)
  const say = (text: string, second = messages + 1) => one.hear(text, { externalId: `${threadId}-${++messages}`, threadId, customer: { externalId: threadId }, sentAt: at(second) })
  const edit = (message: number, text: string, second: number) => one.take({ type: 'edit', externalId: `${threadId}-${message}`, text, at: at(second) })
  const ledger = async () => (await one.rows('select c.is_granted, c.channel_type from consents c join conversations v on v.customer_id = c.customer_id where v.external_id = $1 order by c.at, c.id', [threadId])).map((row) => [row['is_granted'], row['channel_type']])
  const customerId = async () => String((await one.row('select customer_id as id from conversations where external_id = $1', [threadId]))['id'])
  const agree = async () => one.shop.transaction(async (tx) => recordConsent(tx, { customerId: await customerId(), purpose: 'marketing', isGranted: true, source: 'form' }))
  const answers = async () => {
    await one.laris.settle()
    return (await one.rows("select m.text from messages m join conversations v on v.id = m.conversation_id where v.external_id = $1 and m.direction = 'outbound'", [threadId])).map((row) => String(row['text']))
  }
  return { say, edit, ledger, agree, answers }
}

test('an explicit word counts from somebody who never said no; a bare one does not, and nothing is said twice', async () => {
  const customer = someone()
  await customer.say('mulai')
  expect(await customer.ledger()).toEqual([])
  await customer.say('LANJUT PROMO')
  await customer.say('lanjut promo')
  expect(await customer.ledger()).toEqual([[true, 'webchat']])
  expect(await customer.answers()).toHaveLength(1)
})

test('the sentence is in the language of the customer', async () => {
  const customer = someone()
  await customer.say('hello, do you have any chips left? how much is the shipping?')
  await customer.say('STOP')
  await customer.say('START')
  expect(await customer.answers()).toEqual([expect.stringMatching(/^Done, you will get our promotions/)])
})

test('a start that was written before the stop, and comes after it, takes nothing back', async () => {
  const customer = someone()
  await customer.say('STOP', 60)
  await customer.say('MULAI', 30)
  expect(await customer.ledger()).toEqual([[false, null]])
  await customer.say('MULAI', 90)
  expect(await customer.ledger()).toEqual([[false, null], [true, 'webchat']])
})

test('a message edited into STOP ends promotions, once however often the edit is told', async () => {
  const customer = someone()
  await customer.say('stok ada?')
  await customer.agree()
  await customer.edit(1, 'sudah ada?', 5)
  expect(await customer.ledger()).toEqual([[true, null]])
  await customer.edit(1, 'STOP', 10)
  await customer.say('MULAI', 20)
  await customer.edit(1, 'STOP', 10)
  expect(await customer.ledger()).toEqual([[true, null], [false, null], [true, 'webchat']])
})

test('an edit that asks for promotions is not a yes, and one that overtakes its message is a no', async () => {
  const customer = someone()
  await customer.edit(1, 'STOP', 5)
  await customer.say('promo apa?', 1)
  await customer.edit(1, 'LANJUT PROMO', 9)
  expect(await customer.ledger()).toEqual([[false, null]])
})
