import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InboundAttachment } from './channels/inbound-item.ts'
import { startFakeTelegram, type FakeTelegram } from './channels/telegram/testing.ts'
import { sendMessage } from './messages.ts'
import { openTestShop, type TestShop } from './testing.ts'
import { mostFileBytes, safeName, takeInFile } from './incoming-file.ts'

let provider: FakeTelegram
let one: TestShop
let photo: Buffer

beforeAll(async () => {
  provider = await startFakeTelegram()
  one = await openTestShop('telegram', provider)
  photo = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#0F766E' } }).jpeg().withExif({ IFD0: { Copyright: 'RAHASIA-LOKASI' }, IFD3: { GPSLatitudeRef: 'S' } }).toBuffer()
})
afterAll(async () => {
  await one?.[Symbol.asyncDispose]()
  await provider?.[Symbol.asyncDispose]()
})

let count = 0
/** A message with one file of these bytes, fetched from the provider. Returns the row of the attachment. */
async function receiveFile(bytes: Uint8Array | undefined, given: Partial<InboundAttachment> & { size?: number } = {}) {
  count++
  const fileId = `file${count}`
  const { size, ...attachment } = given
  if (bytes) provider.files.set(fileId, { path: `documents/${fileId}.bin`, bytes, ...(size === undefined ? {} : { size }) })
  await one.hear('', { kind: 'document', attachments: [{ name: 'berkas', mediaType: 'application/octet-stream', source: { fileId }, ...attachment }] })
  await one.laris.settle()
  return one.row("select * from attachments where source->>'fileId' = $1", [fileId])
}

async function storedBytes(row: Record<string, unknown>): Promise<Buffer> {
  const { buffer } = await import('node:stream/consumers')
  return buffer(await one.shop.files.open(one.shop.businessId, String(row['file_key'])))
}

const stream = async function* (...parts: Uint8Array[]) {
  yield* parts
}

test('S05: a picture is drawn anew, without what the camera wrote into it', async () => {
  expect(photo.includes('RAHASIA-LOKASI')).toBe(true)
  const row = await receiveFile(photo, { name: 'IMG_1.png' })
  expect(row).toMatchObject({ status: 'stored', media_type: 'image/jpeg', name: 'IMG_1.jpg' })
  const bytes = await storedBytes(row)
  expect(bytes.includes('RAHASIA-LOKASI')).toBe(false)
  expect((await sharp(bytes).metadata()).exif).toBeUndefined()
})

test('S05: what a browser could run is kept as plain bytes, whatever it calls itself', async () => {
  for (const [name, mediaType, text] of [
    ['logo.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['foto.jpg', 'image/jpeg', '<html><script>alert(1)</script></html>'],
    ['data.xml', 'text/xml', '<?xml version="1.0"?><x/>'],
    ['suara.ogg', 'audio/ogg', 'bukan suara'],
  ] as const) {
    const row = await receiveFile(Buffer.from(text), { name, mediaType })
    expect(row, name).toMatchObject({ status: 'stored', media_type: 'application/octet-stream', name })
    expect((await storedBytes(row)).toString()).toBe(text)
  }
})

test('a picture with a document behind it loses the document', async () => {
  const row = await receiveFile(Buffer.concat([photo, Buffer.from('<script>alert(1)</script>PK\x03\x04')]))
  expect(row['media_type']).toBe('image/jpeg')
  expect((await storedBytes(row)).includes('<script>')).toBe(false)
})

test('F32: too large, too many pixels, empty, broken: refused in words, and nothing is kept', async () => {
  const bomb = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: 'red' }, limitInputPixels: false }).png({ compressionLevel: 9 }).toBuffer()
  const cases: [Awaited<ReturnType<typeof receiveFile>>, RegExp][] = [
    [await receiveFile(undefined, { bytes: 64 * 1_048_576 }), /Berkas 64 MB terlalu besar.*Batasnya 25 MB/],
    [await receiveFile(Buffer.from('x'), { size: 30 * 1_048_576 }), /terlalu besar/],
    [await receiveFile(bomb), /144 megapiksel terlalu besar/],
    [await receiveFile(Buffer.alloc(0)), /kosong/],
    [await receiveFile(photo.subarray(0, 300)), /rusak/],
  ]
  for (const [row, reason] of cases) expect(row).toMatchObject({ status: 'refused', file_key: null, reason: expect.stringMatching(reason) })
})

test('F32: a file that lies about its size is cut off while it arrives', async () => {
  const endless = async function* () {
    for (;;) yield new Uint8Array(1_048_576)
  }
  const result = await takeInFile(one.shop, endless(), { name: 'x', mediaType: 'video/mp4' })
  expect(result).toEqual({ refused: expect.stringMatching(/lebih dari 25 MB/) })
  expect(mostFileBytes).toBe(25 * 1_048_576)
})

test('F33: a file that the provider has forgotten is asked for again, in words', async () => {
  expect(await receiveFile(undefined)).toMatchObject({ status: 'expired', reason: expect.stringMatching(/mengirim ulang/) })
})

test('names keep no folder, no hidden direction, and their ending', () => {
  expect(safeName('../../etc/passwd')).toBe('_.._etc_passwd')
  expect(safeName('foto\u202Egpj.exe')).toBe('fotogpj.exe')
  expect(safeName('\0\n')).toBe('Berkas')
  expect(safeName(`${'a'.repeat(300)}.pdf`)).toMatch(/^a{116}\.pdf$/)
})

test('parts of any size make the same file', async () => {
  const bytes = Buffer.from('%PDF-1.4 isi berkas '.repeat(500))
  const singles = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1))
  for (const parts of [[bytes], singles]) {
    const result = await takeInFile(one.shop, stream(...parts), { name: 'a.pdf', mediaType: 'x/y' })
    expect(result).toMatchObject({ stored: { mediaType: 'application/pdf', bytes: bytes.length } })
  }
})

test('a member’s file leaves through the channel with its caption, and stands in the conversation', async () => {
  const conversationId = await one.hear('kirim fotonya kak')
  const taken = await takeInFile(one.shop, stream(photo), { name: 'nastar.jpg', mediaType: 'image/jpeg' })
  if (!('stored' in taken)) throw new Error('refused')
  const message = await one.shop.transaction((tx) => sendMessage(tx, { conversationId, text: 'Nastar 500 gr', file: taken.stored }))
  await one.laris.settle()
  expect(message).toMatchObject({ kind: 'image', text: 'Nastar 500 gr' })
  expect(provider.calls.at(-1)).toMatchObject({ method: 'sendPhoto', parameters: { caption: 'Nastar 500 gr' } })
  expect((await one.row('select delivery from messages where id = $1', [message.id]))['delivery']).toBe('sent')
})

test('a caption that is too long follows as its own message, after the file', async () => {
  const conversationId = await one.hear('kirim lagi')
  const taken = await takeInFile(one.shop, stream(photo), { name: 'nastar.jpg', mediaType: 'image/jpeg' })
  if (!('stored' in taken)) throw new Error('refused')
  await one.shop.transaction((tx) => sendMessage(tx, { conversationId, text: 'kata '.repeat(400), file: taken.stored }))
  await one.laris.settle()
  expect(provider.calls.slice(-2).map((call) => call.method)).toEqual(['sendPhoto', 'sendMessage'])
})
