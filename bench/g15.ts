/**
 * G15: a campaign of many recipients, built: each person's own text and one row, safe to repeat. Each builder is a process of
 * its own on one embedded PostgreSQL with fsync on, into the same table with its keys, foreign keys and (ours) row level
 * security; CPU-s are those of the builder and of the database. Ours also draws arms and checks every slot.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { startEmbedded } from '../server/src/platform/database/embedded/index.ts'
import { silentLogger } from '../server/src/platform/log.ts'
import type { BuildWord } from './campaign-runner.ts'
import { bySize, compare, exponent, type UsedElsewhere } from './harness.ts'
import { nextWord, queryOnce } from './measured-child.ts'
import { cpuSeconds } from './process-times.ts'

const goal = 'G15'
const perRound = bySize({ small: 10_000, normal: 100_000, full: 100_000 })
const sizes = bySize({ small: [5_000, 15_000, 45_000], normal: [10_000, 30_000, 100_000], full: [100_000, 300_000, 1_000_000] })

const folder = mkdtempSync(join(tmpdir(), 'laris-g15-'))
const database = await startEmbedded({ dataDir: folder, log: silentLogger })
const children: ChildProcess[] = []
try {
  const ours = await startBuilder('ours')
  const claims = [
    // 0.6 of the peer's time.
    { peer: 'mustache', against: 'mustache + multi-VALUES, 1,000 rows a statement', ratioAtLeast: 1 / 0.6 },
    { peer: 'copy', against: 'literal + COPY, nothing checked, not repeatable', ratioAtLeast: 0.5 },
  ]
  const copy = await startBuilder('copy')
  for (const { peer, against, ratioAtLeast } of claims) {
    const other = peer === 'copy' ? copy : await startBuilder(peer)
    await compare<number, number>({ goal, what: 'build a campaign', against, n: perRound, unit: 'recipients/CPU-s', target: { ratioAtLeast }, ours: () => ours.build(perRound), peer: () => other.build(perRound), differs: (a, b) => (a === perRound && b === perRound ? undefined : `${a} and ${b} rows`) })
  }
  const launch = await startBuilder('launch')
  await compare<number, number>({ goal, what: 'launch a campaign: judge consent, chats and earlier sends too', against: 'literal + COPY, nothing checked, not repeatable', n: perRound, unit: 'recipients/CPU-s', target: { shownOnly: true }, rounds: 3, ours: () => launch.build(perRound), peer: () => copy.build(perRound), differs: (a, b) => (a === perRound && b === perRound ? undefined : `${a} and ${b} rows`) })
  await exponent({ goal, what: 'build a campaign', unit: 'recipients', sizes, rounds: 3, prepare: (size) => () => ours.build(size), atMost: 1.03 })
} finally {
  for (const child of children) child.kill('SIGKILL')
  await database[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
}

async function startBuilder(kind: string): Promise<{ build(count: number): Promise<UsedElsewhere<number>> }> {
  const name = `bench_${kind}`
  await query('postgres', `create database ${name}`)
  const child = spawn(process.execPath, [fileURLToPath(new URL('./campaign-runner.ts', import.meta.url)), kind, JSON.stringify({ ...database.target, database: name })], { stdio: ['pipe', 'pipe', 'inherit'] })
  children.push(child)
  const words = createInterface({ input: child.stdout as NonNullable<typeof child.stdout> })
  await nextWord(words)
  const ask = async (line: string) => {
    child.stdin?.write(`${line}\n`)
    // Written by the builder alone.
    return JSON.parse(await nextWord(words)) as BuildWord
  }
  return {
    async build(count) {
      await ask(`prepare ${count}`)
      await query(name, 'checkpoint')
      const before = cpuSeconds(folder, child)
      const { wallSeconds } = await ask(`build ${count}`)
      const used = cpuSeconds(folder, child) - before
      const [row] = await query(name, "select count(*)::int as rows from campaign_deliveries where status = 'planned'")
      return { answer: Number(row?.['rows']), cpuSeconds: used, wallSeconds }
    },
  }
}

function query(name: string, text: string) {
  return queryOnce({ ...database.target, database: name }, text)
}
