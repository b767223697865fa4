import { expect, test } from 'vitest'
import { Refused } from './connection.ts'
import { createOutbox } from './outbox.ts'

test('what is written while something leaves goes right after it, once and in order', async () => {
  const left: string[] = []
  const outbox = createOutbox('k1', async ({ text }) => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    left.push(text)
  })
  outbox.add({ clientId: '1', text: 'satu' })
  const first = outbox.flush(() => undefined)
  outbox.add({ clientId: '2', text: 'dua' })
  expect(await Promise.all([first, outbox.flush(() => undefined)])).toEqual([true, true])
  expect(left).toEqual(['satu', 'dua'])
  expect(outbox.waiting()).toEqual([])
})

test('what cannot be sent now waits; what is refused for good lets the rest pass', async () => {
  let isAway = true
  const told: [string, boolean][] = []
  const outbox = createOutbox('k2', ({ text }) => Promise.reject(isAway ? new Error('offline') : new Refused(text)))
  outbox.add({ clientId: '1', text: 'satu' })
  outbox.add({ clientId: '2', text: 'dua' })
  expect(await outbox.flush((...one) => void told.push(one))).toBe(false)
  expect([outbox.waiting().length, told]).toEqual([2, []])
  isAway = false
  expect(await outbox.flush((...one) => void told.push(one))).toBe(true)
  expect([outbox.waiting(), told]).toEqual([[], [['1', true], ['2', true]]])
})

test('two tabs share what waits', () => {
  const [one, other] = [1, 2].map(() => createOutbox('k3', () => Promise.resolve()))
  one?.add({ clientId: '1', text: 'satu' })
  other?.add({ clientId: '2', text: 'dua' })
  expect(one?.waiting().map(({ text }) => text)).toEqual(['satu', 'dua'])
})
