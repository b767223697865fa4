import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '#platform/database/testing'

let laris: TestApp
let cookie: string
let address: string

const send = (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object | Buffer, headers: Record<string, string> = {}) => laris.app.server.inject({ method, url, headers: { cookie, ...headers }, ...(payload === undefined ? {} : { payload }) })

function put(bytes: Buffer) {
  const payload = Buffer.concat([Buffer.from('--batas\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n'), bytes, Buffer.from('\r\n--batas--\r\n')])
  return send('POST', address, payload, { 'content-type': 'multipart/form-data; boundary=batas' })
}

const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#0f766e' } }).jpeg().withExif({ IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '6/1 12/1 0/1' } }).toBuffer()
const keyOf = async () => (await laris.superQuery('select photo_key from products where photo_key is not null', [])).map((row) => row['photo_key'])

beforeAll(async () => {
  laris = await createTestApp()
  const start = await laris.app.server.inject({ method: 'POST', url: '/api/start', payload: { username: 'ibu_sri', password: 'rahasia-dapur-1', business: { name: 'Dapur Sri', sector: 'kuliner', city: 'Semarang' } } })
  cookie = start.cookies.map((one) => `${one.name}=${one.value}`).join('; ')
  const product = await send('POST', '/api/products', { name: 'Sambal bawang', variants: [{ price: 25_000, stock: 3 }] })
  address = `/api/products/${product.json<{ productId: string }>().productId}/photo`
})
afterAll(() => laris[Symbol.asyncDispose]())

test('a photo is drawn anew: at most 1,600 pixels, without where it was taken, and small for lists', async () => {
  const given = await picture(2_400, 1_800)
  expect((await sharp(given).metadata()).exif).toBeDefined()
  const stored = await put(given)
  expect(stored.statusCode).toBe(201)
  const shown = await send('GET', address)
  expect([shown.headers['content-type'], shown.headers['x-content-type-options'], shown.headers['cache-control']]).toEqual(['image/jpeg', 'nosniff', 'private, no-store'])
  const { width, height, exif } = await sharp(shown.rawPayload).metadata()
  expect([width, height, exif]).toEqual([1_600, 1_200, undefined])
  const kept = await send('GET', `${address}?size=small&version=${encodeURIComponent(stored.json<{ photoKey: string }>().photoKey)}`)
  expect(kept.headers['cache-control']).toContain('immutable')
  expect(await sharp(kept.rawPayload).metadata()).toMatchObject({ width: 192, height: 192 })
})

test('another photo takes its place, and the file of the first is gone', async () => {
  const [before] = await keyOf()
  const [{ business_id: businessId }] = await laris.superQuery('select business_id from products', [])
  expect((await put(await picture(300, 200))).statusCode).toBe(201)
  const [after] = await keyOf()
  expect(after).not.toBe(before)
  const read = async (key: unknown) => (await buffer(await laris.services.files.open(String(businessId), String(key)))).length
  expect(await read(after)).toBeGreaterThan(0)
  expect(await read(before)).toBe(0)
})

test('what is no picture is refused and changes nothing', async () => {
  const before = await keyOf()
  const svg = await put(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40"/></svg>'))
  const words = await put(Buffer.from('bukan foto'))
  expect([svg.statusCode, words.statusCode]).toEqual([400, 400])
  expect(await keyOf()).toEqual(before)
})

test('a photo that is removed is gone', async () => {
  expect((await send('DELETE', address)).statusCode).toBe(200)
  expect((await send('GET', address)).statusCode).toBe(404)
  expect(await keyOf()).toEqual([])
})
