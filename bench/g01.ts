/**
 * G1: a webhook is durable, then answered. Bodies made from the WhatsApp samples, 5 % delivered twice. Each server is a
 * process of its own on one embedded PostgreSQL with fsync on; CPU-s are those of the server and of its database.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { ConnectionTarget } from '../server/src/platform/database/connect.ts'
import { startEmbedded } from '../server/src/platform/database/embedded/index.ts'
import { silentLogger } from '../server/src/platform/log.ts'
import { bySize, compare, score, seededRandom, type UsedElsewhere } from './harness.ts'
import { cpuSeconds } from './process-times.ts'
import { closedLoop, openLoop, percentile } from './webhook-load.ts'
import type { ServerConfig, ServerWord } from './webhook-server.ts'

const goal = 'G1'
const appSecret = 'appsecret0first'
const perRound = bySize({ small: 1_000, normal: 4_000, full: 20_000 })
const connections = 128
const samples = ['text', 'text_product_inquiry', 'image', 'location', 'interactive_button_reply', 'text_forwarded', 'audio_voice', 'document'].map((name) =>
  readFileSync(new URL(`../server/src/domains/conversations/channels/whatsapp/fixtures/in/${name}.json`, import.meta.url), 'utf8'),
)
const random = seededRandom(1)

const folder = mkdtempSync(join(tmpdir(), 'laris-g01-'))
const database = await startEmbedded({ dataDir: folder, log: silentLogger })
const children: ChildProcess[] = []
try {
  await measureAll()
} finally {
  for (const child of children) child.kill('SIGKILL')
  await database[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
}

async function measureAll(): Promise<void> {
  const ours = await startServer('ours')
  const peers = { fastify: await startServer('fastify'), express: await startServer('express'), echo: await startServer('echo') }
  // As in a shop that has run for a while: code warm, tables known to the planner.
  for (const server of [ours, ...Object.values(peers)]) await server.warmUp()
  const claims = [
    { peer: 'fastify', against: 'fastify + pg, one INSERT per request', ratioAtLeast: 2.5 },
    { peer: 'express', against: 'express + pg, one INSERT per request', ratioAtLeast: 3.5 },
    { peer: 'echo', against: 'node:http echo, no database', ratioAtLeast: 0.35 },
  ] as const
  for (const { peer, against, ratioAtLeast } of claims) {
    await compare<number, number>({
      goal,
      what: 'webhook answered after its commit',
      against,
      n: perRound,
      unit: 'requests/CPU-s',
      target: { ratioAtLeast },
      ours: () => ours.burst(perRound),
      peer: () => peers[peer].burst(perRound),
      differs: (a, b) => (a === b ? undefined : `${a} and ${b} requests answered with 200`),
    })
  }
  const rates = [300, 1_000]
  for (const rate of rates) {
    const seconds = bySize({ small: 3, normal: 15, full: 60 })
    const { latencies, statuses } = await ours.steady(rate, rate * seconds)
    const failed = rate * seconds - (statuses.get(200) ?? 0)
    const common = { goal, against: 'limit', n: rate * seconds, unit: 'ms', note: `${failed} not answered with 200, median ${percentile(latencies, 0.5).toFixed(1)} ms` }
    if (rate === 300) score({ ...common, what: 'p95 at 300 requests/s, open loop', ours: percentile(latencies, 0.95), peer: 100, target: { atMost: 100 } })
    else score({ ...common, what: 'p99 at 1,000 requests/s, open loop', ours: percentile(latencies, 0.99), peer: 50, target: { atMost: 50 } })
  }
  const { sent, stored, doubled } = await ours.count()
  score({ goal, what: 'messages lost', against: 'none', n: sent, unit: 'messages', ours: sent - stored, peer: 0, target: { atMost: 0 } })
  score({ goal, what: 'messages stored twice', against: 'none', n: sent, unit: 'messages', ours: doubled, peer: 0, target: { atMost: 0 } })
}

async function startServer(kind: 'ours' | 'fastify' | 'express' | 'echo') {
  const target: ConnectionTarget = { ...database.target, database: `bench_${kind}` }
  await query(database.target, `create database bench_${kind}`)
  const config: ServerConfig = { target, appSecret }
  const child = spawn(process.execPath, [fileURLToPath(new URL('./webhook-server.ts', import.meta.url)), kind, JSON.stringify(config)], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const word = await firstLine(child)
  const sentIds = new Set<string>()
  let rounds = 0

  const prepare = (count: number): Buffer[] => {
    const mark = `${kind}-${rounds++}`
    const requests: Buffer[] = []
    while (requests.length < count) {
      const isRepeat = requests.length > 100 && random() < 0.05
      if (isRepeat) requests.push(requests[requests.length - 1 - Math.floor(random() * 100)])
      else {
        const id = `wamid.${mark}-${requests.length}`
        sentIds.add(id)
        requests.push(requestFor(word, id, `62812${1_000_000 + Math.floor(random() * 5_000)}`))
      }
    }
    return requests
  }

  return {
    async burst(count: number): Promise<UsedElsewhere<number>> {
      const requests = prepare(count)
      const before = cpuSeconds(folder, child)
      const { wallSeconds, statuses } = await closedLoop(word.port, requests, connections)
      return { answer: statuses.get(200) ?? 0, cpuSeconds: cpuSeconds(folder, child) - before, wallSeconds }
    },
    async warmUp() {
      await closedLoop(word.port, prepare(perRound), connections)
      await query(target, 'vacuum analyze')
    },
    steady: (rate: number, count: number) => openLoop(word.port, prepare(count), rate),
    async count() {
      const [row] = await query(target, 'select count(distinct external_id)::int as stored, (count(*) - count(distinct external_id))::int as doubled from messages')
      return { sent: sentIds.size, stored: Number(row?.['stored']), doubled: Number(row?.['doubled']) }
    },
  }
}

function requestFor({ path }: ServerWord, messageId: string, from: string): Buffer {
  const sample = samples[Math.floor(random() * samples.length)]
  // Compact and with letters beyond ASCII escaped, as Meta sends it.
  const tree = JSON.parse(sample) as { entry: { changes: { value: { contacts: { wa_id: string; user_id?: string }[]; messages: { id: string; from: string; from_user_id?: string; timestamp: string; context?: unknown }[] } }[] }[] }
  const { contacts, messages } = tree.entry[0].changes[0].value
  contacts[0].wa_id = from
  contacts[0].user_id = `ID.${from}`
  Object.assign(messages[0], { id: messageId, from, from_user_id: `ID.${from}`, timestamp: String(Math.floor(Date.now() / 1_000)) })
  const body = Buffer.from(JSON.stringify(tree).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`))
  const signature = createHmac('sha256', appSecret).update(body).digest('hex')
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\nx-hub-signature-256: sha256=${signature}\r\ncontent-length: ${body.length}\r\n\r\n`), body])
}

async function firstLine(child: ChildProcess): Promise<ServerWord> {
  if (!child.stdout) throw new Error('no output')
  for await (const text of createInterface({ input: child.stdout })) return JSON.parse(text) as ServerWord
  throw new Error('The server ended without a word')
}

async function query(target: ConnectionTarget, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(target)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
