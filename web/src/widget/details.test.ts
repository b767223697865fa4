import { expect, test } from 'vitest'
import { Refused } from './connection.ts'
import { createDetails, type Details } from './details.ts'

const sari = { visitorToken: 'sari', consentText: 'Saya mau promo.', details: { name: 'Sari', hasConsented: true } }

test('details that cannot leave wait, over a reload too, and leave once', async () => {
  const left: [string, Details][] = []
  let isAway = true
  const open = () => createDetails('d1', (visitorToken, details) => (isAway ? Promise.reject(new Error('offline')) : Promise.resolve(left.push([visitorToken, details]))))
  const first = open()
  first.keep(sari)
  expect([await first.flush(sari.consentText), first.isWaiting()]).toEqual([false, true])
  isAway = false
  const reloaded = open()
  expect(await Promise.all([reloaded.flush(sari.consentText), reloaded.flush(sari.consentText)])).toEqual([true, true])
  expect(await reloaded.flush(sari.consentText)).toBe(true)
  expect(left).toEqual([['sari', sari.details]])
  expect(reloaded.isWaiting()).toBe(false)
})

test('a yes does not count for words that were changed meanwhile', async () => {
  const left: Details[] = []
  const one = createDetails('d2', (_visitorToken, details) => Promise.resolve(left.push(details)))
  one.keep(sari)
  await one.flush('Saya mau promo tiap hari.')
  expect(left).toEqual([{ name: 'Sari', hasConsented: false }])
})

test('what is refused for good does not come back', async () => {
  const one = createDetails('d3', () => Promise.reject(new Refused()))
  one.keep(sari)
  expect([await one.flush(sari.consentText), one.isWaiting()]).toEqual([true, false])
})
