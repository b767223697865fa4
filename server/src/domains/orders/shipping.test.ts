import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import type { OutboundFetch, OutboundResponse } from '#platform/http/outbound'
import { aGood } from '../catalog/testing.ts'
import { writeProviderSettings } from './provider-settings.ts'
import { listShippingRates } from './shipping-rates.ts'
import { biteship } from './shipping/biteship/index.ts'
import { rajaongkir } from './shipping/rajaongkir/index.ts'

const fixture = (path: string) => JSON.parse(readFileSync(join(import.meta.dirname, 'shipping', path), 'utf8')) as Record<string, unknown>

let asked: { url: string; body: string; headers: Record<string, string> }[] = []
let failing: string | undefined

/** Answers recorded from the providers' documents; no ready server of theirs is known. */
const fetch: OutboundFetch = async (url, options = {}) => {
  asked.push({ url, body: String(options.body ?? ''), headers: options.headers ?? {} })
  if (failing && url.includes(failing)) return answer(503, {})
  if (url.includes('biteship')) return answer(200, fixture('biteship/fixtures/rates_response.json'))
  if (url.includes('domestic-destination')) return answer(200, { data: [{ id: 7, zip_code: '99999' }, { id: url.includes('17141') ? 31_555 : 68_423, zip_code: url.includes('17141') ? '17141' : '12440' }] })
  return answer(200, fixture('rajaongkir/fixtures/domestic_cost_response.json'))
}

function answer(status: number, body: unknown): OutboundResponse {
  const bytes = async () => Buffer.from(JSON.stringify(body))
  return { status, headers: new Headers(), url: '', bytes, text: async () => JSON.stringify(body), json: async () => body, stream: async function* () {
    yield await bytes()
  } }
}

let laris: TestApp
let ctx: Context
beforeAll(async () => {
  laris = await createTestApp({ fetch })
})
beforeEach(async () => {
  asked = []
  failing = undefined
  ctx = await laris.newBusiness()
  await ctx.transaction(async (tx) => {
    await writeProviderSettings(tx, 'shipping', biteship, { isOn: true, config: { originPostalCode: '17141' }, secrets: { apiKey: 'biteship_test.contoh' } })
    await writeProviderSettings(tx, 'shipping', rajaongkir, { isOn: true, config: { originPostalCode: '17141' }, secrets: { apiKey: 'kunci-rajaongkir' } })
  })
})
afterAll(() => laris[Symbol.asyncDispose]())

async function aWeighedGood(): Promise<string> {
  const variantId = await aGood(ctx, 'Nastar 500gr', 10)
  await laris.superQuery('update variants set weight_grams = 500 where id = $1', [variantId])
  return variantId
}

describe('courier rates', () => {
  test('come from every provider, cheapest first, asked in the documented shape', async () => {
    const { rates, failed } = await listShippingRates(ctx, { destinationPostalCode: '12440', lines: [{ variantId: await aWeighedGood(), quantity: 2 }] })
    expect(failed).toEqual([])
    expect(rates.map(({ provider, price, service }) => ({ provider, price, service }))).toEqual([{ provider: 'biteship', price: 12_000, service: 'Reguler' }, { provider: 'rajaongkir', price: 12_000, service: 'REG' }])
    const sent = JSON.parse(asked.find((one) => one.url.includes('biteship'))?.body ?? '{}') as Record<string, unknown>
    const { __post: _note, items: documented, ...rest } = fixture('biteship/fixtures/rates_request.json')
    expect(Object.keys(sent).sort()).toEqual([...Object.keys(rest), 'items'].sort())
    expect(sent).toMatchObject({ origin_postal_code: 17_141, destination_postal_code: 12_440, items: [{ name: 'Nastar 500gr', weight: 500, quantity: 2 }] })
    expect(Object.keys((documented as object[])[0])).toEqual(expect.arrayContaining(Object.keys((sent['items'] as object[])[0])))
    const form = new URLSearchParams(asked.find((one) => one.url.endsWith('domestic-cost'))?.body)
    expect(Object.fromEntries(form)).toEqual({ origin: '31555', destination: '68423', weight: '1000', courier: 'jne:sicepat:jnt', price: 'lowest' })
  })

  test('of one provider that is down do not hide those of the other', async () => {
    failing = 'biteship'
    const { rates, failed } = await listShippingRates(ctx, { destinationPostalCode: '12440', lines: [{ variantId: await aWeighedGood(), quantity: 1 }] })
    expect(failed).toEqual(['Biteship'])
    expect(rates.map((rate) => rate.provider)).toEqual(['rajaongkir'])
  })

  test('need a weight: from the goods or weighed by hand, never guessed', async () => {
    const variantId = await aGood(ctx, 'Meja', 1)
    await expect(listShippingRates(ctx, { destinationPostalCode: '12440', lines: [{ variantId, quantity: 1 }] })).rejects.toMatchObject({ code: 'orders.weight_unknown' })
    await listShippingRates(ctx, { destinationPostalCode: '12440', lines: [{ variantId, quantity: 2 }], weightGrams: 30_001 })
    expect(asked.find((one) => one.url.includes('biteship'))?.body).toContain('"weight":15001')
  })
})
