import { existsSync } from 'node:fs'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { task } from './parse-whatsapp.ts'

interface Printed {
  kind: string
  ts: string
  sender: string
  text: string
  edited: boolean
  deleted: boolean
  media: boolean
  attachment: string | null
  skipped: { line: number; reason: string }[]
  lines: number
  messages: number
  system: number
  senders: number
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function parse(content: string | Uint8Array, name = 'chat.txt') {
  const path = join(folder, name)
  await writeFile(path, content)
  return parseFile(path)
}

async function parseFile(path: string) {
  const printed: Printed[] = []
  const result = task.run([path])
  // The task prints lines.
  for await (const line of result as AsyncIterable<object>) printed.push(line as Printed)
  const summary = printed.at(-1)
  if (summary?.kind !== 'summary') throw new Error('No summary')
  return { summary, messages: printed.filter((one) => one.kind === 'message'), system: printed.filter((one) => one.kind === 'system') }
}

const data = fileURLToPath(new URL('../../../../../shared/data/exports/', import.meta.url))
const shop = join(data, 'whatsapp-id')
const hasData = existsSync(shop)
if (!hasData) console.warn('Skipped: the exported chats of shared/data/exports are not on this machine.')

describe.skipIf(!hasData)('the exported chats that we were given', () => {
  test('six spellings of one chat give the same messages', async () => {
    const expected = JSON.parse(await readFile(join(shop, 'expected.json'), 'utf8')) as { messages: { ts: string; ts_minute: string; sender: string; text: string }[] }
    const files = (await readdir(shop)).filter((name) => name.endsWith('.txt'))
    expect(files).toHaveLength(6)
    for (const name of files) {
      const { messages, system, summary } = await parseFile(join(shop, name))
      expect(messages.map((one) => one.sender), name).toEqual(expected.messages.map((one) => one.sender))
      expect(messages.map((one) => one.ts), name).toEqual(expected.messages.map((one) => (name.startsWith('ios') ? one.ts : one.ts_minute)))
      expect(messages.map((one) => [one.media, one.deleted, one.edited, one.attachment]).map(String), name).toEqual([
        ...Array.from({ length: 3 }, () => 'false,false,false,'), 'true,false,false,', 'false,false,false,', 'false,true,false,', 'false,false,true,', 'true,false,false,IMG-20260721-WA0001.jpg', 'false,false,false,',
      ])
      // Words that the export itself wrote stay in its language.
      const spoken = messages.flatMap((one, index) => (one.media || one.deleted || one.edited ? [] : [index]))
      expect(spoken.map((index) => messages[index].text), name).toEqual(spoken.map((index) => expected.messages[index].text))
      expect([system.length, summary.lines, summary.senders, summary.skipped], name).toEqual([1, 13, 4, []])
    }
  })

  test('five orders of day, month and year give the same messages', async () => {
    const target = (JSON.parse(await readFile(join(data, 'whatsapp-locales/target.json'), 'utf8')) as { timestamp: string; author: string; message: string }[]).toReversed()
    const files = (await readdir(join(data, 'whatsapp-locales'))).filter((name) => name.endsWith('.txt'))
    expect(files).toHaveLength(5)
    for (const name of files) {
      const { messages } = await parseFile(join(data, 'whatsapp-locales', name))
      expect(messages.map(({ ts, sender, text }) => ({ timestamp: `${ts}:00`, author: sender, message: text.replaceAll('\n', ' ') })), name).toEqual(target)
    }
  })
})

test('an impossible day is rejected with its line, never moved, and takes its continuation with it', async () => {
  const { messages, summary } = await parse('28/02/2026 10.00 - Ani: satu\n31/02/2026 10.01 - Ani: dua\nlanjutan dua\n01/03/2026 10.02 - Ani: tiga\n')
  expect(messages.map(({ ts, text }) => [ts, text])).toEqual([['2026-02-28T10:00', 'satu'], ['2026-03-01T10:02', 'tiga']])
  expect(summary.skipped.map(({ line }) => line)).toEqual([2, 3])
})

test.each([
  ['one day above twelve settles a whole file', '01/02/26, 10:00 - A: x\n02/02/26, 10:00 - A: y\n25/02/26, 10:00 - A: z\n', ['2026-02-01T10:00', '2026-02-02T10:00', '2026-02-25T10:00']],
  ['the order of time settles what no day does', '01/11/26, 10:00 - A: x\n01/12/26, 10:00 - A: y\n02/01/26, 10:00 - A: z\n', ['2026-01-11T10:00', '2026-01-12T10:00', '2026-02-01T10:00']],
  ['American halves of the day', '7/9/26, 12:05 AM - A: x\n7/9/26, 12:30 PM - A: y\n', ['2026-07-09T00:05', '2026-07-09T12:30']],
  ['British lower case halves', '09/07/2026, 3:05 pm - A: x\n09/07/2026, 3:06 pm - A: y\n', ['2026-07-09T15:05', '2026-07-09T15:06']],
  ['Spanish halves with hard spaces', '9/7/26, 3:05\u00a0p.\u00a0m. - A: x\n10/7/26, 3:05\u00a0a.\u00a0m. - A: y\n', ['2026-07-09T15:05', '2026-07-10T03:05']],
  ['German dots', '[09.07.26, 15:05:09] A: x\n[13.07.26, 15:05:10] A: y\n', ['2026-07-09T15:05:09', '2026-07-13T15:05:10']],
  ['Dutch dashes without zeros', '9-7-2026 08:05 - A: x\n13-7-2026 08:06 - A: y\n', ['2026-07-09T08:05', '2026-07-13T08:06']],
  ['year first', '[2026-07-09 15.05.09] A: x\n', ['2026-07-09T15:05:09']],
  ['Korean', '2026. 7. 9. 오후 3:05 - A: x\n2026. 7. 13. 오전 12:05 - A: y\n', ['2026-07-09T15:05', '2026-07-13T00:05']],
  ['Chinese', '[2026/7/9 下午3:05:01] A: x\n', ['2026-07-09T15:05:01']],
  ['Arabic digits', '\u200f\u0661\u0663/\u0660\u0667/\u0662\u0660\u0662\u0666, \u0663:\u0660\u0665 \u0645 - A: x\n', ['2026-07-13T15:05']],
  ['Malay halves', '9/7/2026, 3:05 PTG - A: x\n', ['2026-07-09T15:05']],
])('%s', async (_, text, times) => {
  expect((await parse(text)).messages.map(({ ts }) => ts)).toEqual(times)
})

test('pasted lines in another form stay inside their message, blank lines too', async () => {
  const { messages } = await parse('21/07/2026 10.00 - Ani: jadwal:\n\n[22/07/26, 09.00.00] Budi: kirim\n22/07 10.00 - ambil\n21/07/2026 10.05 - Ani: ok\n')
  expect(messages.map(({ text }) => text)).toEqual(['jadwal:\n\n[22/07/26, 09.00.00] Budi: kirim\n22/07 10.00 - ambil', 'ok'])
})

test('system lines are told from messages, with and without a sender', async () => {
  const android = await parse('21/07/2026 10.00 - Budi mengubah subjek dari "A: B" menjadi "Promo: Lebaran"\n21/07/2026 10.01 - Panggilan suara tak terjawab\n21/07/2026 10.02 - Budi: panggilan: jam berapa?\n21/07/2026 10.03 - Anda menambahkan Sari\n')
  expect([android.system.length, android.messages.map(({ text }) => text)]).toEqual([3, ['panggilan: jam berapa?']])
  const phone = await parse('[21/07/26 10.00.00] Grup RT: \u200eBudi membuat grup ini\n[21/07/26 10.01.00] \u202a+62\u00a0812\u20111111\u20112222\u202c: \u200evideo tidak disertakan\n[21/07/26 10.02.00] Sari: \u200ePesan ini dihapus.\n[21/07/26 10.03.00] Sari: \u200e<terlampir: 00000012-PHOTO-2026-07-21.jpg>\n[21/07/26 10.04.00] Sari: \u200ePanggilan suara tak terjawab\n')
  expect(phone.system).toHaveLength(2)
  expect(phone.messages.map(({ sender, media, deleted, attachment }) => [sender, media, deleted, attachment])).toEqual([['+62 812-1111-2222', true, false, null], ['Sari', false, true, null], ['Sari', true, false, '00000012-PHOTO-2026-07-21.jpg']])
})

test('a customer who writes about deleting or media is no mark', async () => {
  const { messages } = await parse('21/07/2026 10.00 - A: pesan ini dihapus aja kak, salah kirim\n21/07/2026 10.01 - A: media apa saja yang tidak disertakan ya?\n21/07/2026 10.02 - A: <b>tebal</b>\n')
  expect(messages.some((one) => one.deleted || one.media || one.edited || one.attachment !== null)).toBe(false)
})

test.each([['empty', ''], ['prose', 'Halo, ini bukan chat.\nBaris dua.\n'], ['a table', 'Tanggal,Nama\n21/07/2026,Ani\n']])('%s is refused before anything is printed', async (_, text) => {
  await expect(parse(text)).rejects.toThrow(/Bukan chat WhatsApp|kosong/)
})

test('UTF-16 and Windows line ends are read', async () => {
  const text = '21/07/2026 10.00 - Ani: satu\r\n21/07/2026 10.01 - Ani: café ☕\r\n'
  expect((await parse(Buffer.from(`\uFEFF${text}`, 'utf16le'))).messages.map((one) => one.text)).toEqual(['satu', 'café ☕'])
})

test('a hundred thousand hostile lines take no more than a moment', async () => {
  const started = performance.now()
  const { summary } = await parse(`21/07/2026 10.00 - ${'a '.repeat(5_000)}\n${`${'1/'.repeat(40)} \n`.repeat(50_000)}${'21/07/2026 10.01 - A: <'.padEnd(100_000, '<')}\n`)
  expect(summary.lines).toBe(50_002)
  expect(performance.now() - started).toBeLessThan(5_000)
})
