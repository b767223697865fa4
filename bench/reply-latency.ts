/**
 * From a webhook to the try to send its answer, in a shop with 10,000 products: `npm run bench:reply [-- --rate 5 --seconds 60]`.
 * Laris and its PostgreSQL (fsync on) are processes of their own; signed WhatsApp webhooks arrive at a fixed rate whatever
 * the answers do, from ever new customers, and a stand-in for the Graph API notes when each answer reaches it.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { startEmbedded } from '../server/src/platform/database/embedded/index.ts'
import { silentLogger } from '../server/src/platform/log.ts'
import { startFakeWhatsapp } from '../server/src/domains/conversations/channels/whatsapp/testing.ts'
import { seededRandom } from './harness.ts'
import type { ReplyServerConfig } from './reply-server.ts'
import type { ServerWord } from './webhook-server.ts'
import { cpuSeconds } from './process-times.ts'
import { openLoop, percentile } from './webhook-load.ts'

const { values } = parseArgs({ options: { rate: { type: 'string', default: '5' }, seconds: { type: 'string', default: '60' }, products: { type: 'string', default: '10000' } } })
const [rate, seconds, products] = [values.rate, values.seconds, values.products].map(Number)
const random = seededRandom(11)
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]

const kinds = 'Meja Kursi Lemari Rak Bangku Nakas Bufet Sofa Dipan Cermin Lampu Vas Karpet Tirai Bantal Selimut Taplak Nampan Teko Mangkuk'.split(' ')
const styles = 'Klasik Minimalis Lipat Ukir Anyam Susun Sudut Gantung Bulat Panjang'.split(' ')
const names = 'Merapi Lawu Muria Ungaran Sindoro Sumbing Slamet Merbabu Telomoyo Andong Prau Ijen Semeru Kelud Wilis Arjuno Bromo Rinjani Agung Batur Kerinci Singgalang Dempo Sibayak Leuser Tambora Gede Salak Ciremai Papandayan'.split(' ')
const colours = 'natural cokelat hitam putih krem abu hijau biru'.split(' ')
const goods = Array.from({ length: products }, (_, i) => {
  const size = 40 + (i % 17) * 10
  return {
    sku: `UKR-${String(i).padStart(5, '0')}`,
    name: `${kinds[i % kinds.length]} ${styles[Math.floor(i / kinds.length) % styles.length]} ${names[Math.floor(i / 200) % names.length]} ${Math.floor(i / 6_000) + 1}`,
    variant: `${size} cm, ${colours[i % colours.length]}`,
    category: kinds[i % kinds.length],
    description: `Bahan kayu ${i % 2 ? 'mahoni' : 'mindi'}, lebar ${size} cm, kuat sampai ${30 + (i % 9) * 10} kg. Bersihkan dengan kain lembap. Pengerjaan ${3 + (i % 12)} hari kerja bila habis.`,
    price: 50_000 + (i % 400) * 5_000,
    stock: i % 11,
    weightGrams: 500 + (i % 40) * 250,
  }
})
const questions: (() => string)[] = [
  () => `kak ${pick(goods).name.toLowerCase()} brp?`, () => `${pick(goods).name.toLowerCase()} masih ada ga`, () => `halo min, ${pick(kinds).toLowerCase()} ${pick(styles).toLowerCase()} yg ${pick(colours)} ready?`,
  () => `${pick(goods).name} kuat berapa kg ya?`, () => `mau pesan ${pick(goods).name.toLowerCase()} 2 sama ${pick(goods).name.toLowerCase()} 1, kirim ke salatiga totalnya brp`, () => 'ongkir ke bandung berapa kak',
  () => 'buka jam berapa hari minggu?', () => 'ada promo apa?', () => 'budget 200rb buat kado pernikahan, saran dong', () => 'bisa qris?', () => `how much is the ${pick(goods).name.toLowerCase()}`, () => 'jual apa aja kak', () => 'makasih kak', () => 'selamat pagi',
]

const folder = mkdtempSync(join(tmpdir(), 'laris-reply-'))
const provider = await startFakeWhatsapp()
const arrivals = new Map<string, number>()
const note = provider.sent.push.bind(provider.sent)
provider.sent.push = (...bodies) => {
  for (const body of bodies) if (!arrivals.has(String(body['to']))) arrivals.set(String(body['to']), performance.now())
  return note(...bodies)
}
const database = await startEmbedded({ dataDir: folder, log: silentLogger })
const config: ReplyServerConfig = {
  target: { ...database.target, database: 'bench_reply' },
  provider: { apiUrls: provider.apiUrls, hosts: provider.hosts, settings: provider.settings() as Record<string, string> }, // the example's settings are all text
  goods,
  shopFile: fileURLToPath(new URL('../server/src/domains/assistant/testing/shops/kuliner-roti-wening/shop.json', import.meta.url)),
}
writeFileSync(join(folder, 'config.json'), JSON.stringify(config))
const client = new pg.Client(database.target)
await client.connect()
await client.query('create database bench_reply')
await client.end()
const server = spawn(process.execPath, [fileURLToPath(new URL('./reply-server.ts', import.meta.url)), join(folder, 'config.json')], { stdio: ['ignore', 'pipe', 'inherit'] })
try {
  const first = await createInterface({ input: server.stdout })[Symbol.asyncIterator]().next()
  if (first.done) throw new Error('Laris ended before it listened')
  const word = JSON.parse(first.value) as ServerWord // the one line it prints
  await measure('warm', word, 3, 20)
  const pg2 = new pg.Client(config.target)
  await pg2.connect()
  await pg2.query('vacuum analyze')
  await pg2.end()
  const cpuBefore = cpuSeconds(folder, server)
  const latencies = await measure('meas', word, rate, Math.max(1, Math.round(rate * seconds)))
  const answered = latencies.filter(Number.isFinite)
  const cpuMs = Math.round(((cpuSeconds(folder, server) - cpuBefore) * 10_000) / answered.length) / 10
  const round = (share: number) => Math.round(percentile(answered, share) * 10) / 10
  process.stdout.write(`${JSON.stringify({ products, rate, sent: latencies.length, answered: answered.length, p50: round(0.5), p95: round(0.95), p99: round(0.99), max: round(1), cpuMsPerReply: cpuMs, cores: cpus().length, load: loadavg()[0] })}\n`)
  if (answered.length < latencies.length || round(0.95) > 100) process.exitCode = 1
} finally {
  server.kill('SIGTERM')
  await new Promise((resolve) => (server.exitCode === null ? server.once('exit', resolve) : resolve(undefined)))
  await database[Symbol.asyncDispose]()
  await provider[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
}

/** Milliseconds from when each webhook was due to when its answer reached the provider; `NaN` when none did within a minute. */
async function measure(mark: string, { port, path }: ServerWord, perSecond: number, count: number): Promise<number[]> {
  const customers = Array.from({ length: count }, (_, i) => `62812${mark === 'warm' ? 9 : 7}${String(i).padStart(6, '0')}`)
  const requests = customers.map((customer, i) => {
    const call = provider.webhook({ customer, messageId: `${mark}-${i}`, text: pick(questions)(), at: new Date() })
    const head = Object.entries({ host: '127.0.0.1', 'content-length': String(call.payload.length), ...call.headers }).map(([name, value]) => `${name}: ${value}`)
    return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`), call.payload])
  })
  // The same start as `openLoop` counts from.
  const startedAt = performance.now() + 50
  await openLoop(port, requests, perSecond, 32)
  for (let waited = 0; waited < 600 && customers.some((customer) => !arrivals.has(customer)); waited++) await new Promise((resolve) => setTimeout(resolve, 100))
  return customers.map((customer, i) => (arrivals.get(customer) ?? NaN) - (startedAt + (i * 1_000) / perSecond))
}
