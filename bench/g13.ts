/**
 * G13: a marketplace's order file into orders, lines and customers. Rows of a real shop, grown, with buyers and phone
 * numbers added. Each importer is a process of its own on one embedded PostgreSQL with fsync on, into tables with the
 * same indexes; CPU-s are those of the importer and of the database. Ours reads the file twice, checks every cell,
 * normalises phone numbers, finds customers, keeps what an undo needs, and says what it left out; peers do none of it.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { startEmbedded } from '../server/src/platform/database/embedded/index.ts'
import { silentLogger } from '../server/src/platform/log.ts'
import { bySize, compare, exponent, score, seededRandom, sharedFile, skip, type UsedElsewhere } from './harness.ts'
import type { ImportWord } from './import-runner.ts'
import { nextWord, queryOnce } from './measured-child.ts'
import { cpuSeconds } from './process-times.ts'
import { readShopRows, writeOrderFile } from './order-files.ts'

const goal = 'G13'
const perRound = bySize({ small: 10_000, normal: 30_000, full: 100_000 })
const sizes = bySize({ small: [5_000, 15_000, 45_000], normal: [10_000, 30_000, 100_000], full: [100_000, 300_000, 1_000_000] })
const rounds = bySize({ small: 3, normal: 5, full: 5 })

const folder = mkdtempSync(join(tmpdir(), 'laris-g13-'))
const database = await startEmbedded({ dataDir: folder, log: silentLogger })
const children: ChildProcess[] = []
try {
  const source = sharedFile('orders/shopee-id')
  if (source) await measureAll(await readShopRows(source))
  else skip(goal, 'import', 'shared/data/orders is absent')
} finally {
  for (const child of children) child.kill('SIGKILL')
  await database[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
}

async function measureAll(rows: string[][]): Promise<void> {
  const file = await grown(rows, perRound)
  const claims = [
    { ours: 'store-ours', peer: 'store-row', what: 'writing the same orders', against: 'row by row in one transaction, prepared', target: { ratioAtLeast: 5 } },
    { ours: 'store-ours', peer: 'store-values', what: 'writing the same orders', against: 'multi-VALUES, 1,000 orders a statement', target: { ratioAtLeast: 1.5 } },
    { ours: 'ours', peer: 'copy', what: 'file to orders, checked, with customers and undo', against: 'pg-copy-streams, nothing checked', target: { ratioAtLeast: 0.4 } },
    { ours: 'ours', peer: 'row', what: 'file to orders, checked, with customers and undo', against: 'row by row, nothing checked', target: { shownOnly: true } },
    { ours: 'ours', peer: 'values', what: 'file to orders, checked, with customers and undo', against: 'multi-VALUES, nothing checked', target: { shownOnly: true } },
  ] as const
  const importers = new Map<string, Awaited<ReturnType<typeof startImporter>>>()
  const importer = async (kind: string) => {
    const known = importers.get(kind) ?? (await startImporter(kind))
    importers.set(kind, known)
    return known
  }
  for (const { ours, peer, ...claim } of claims) {
    const [own, other] = [await importer(ours), await importer(peer)]
    await compare<string, string>({ goal, ...claim, n: perRound, unit: 'rows/CPU-s', rounds, ours: () => own.run(file), peer: () => other.run(file), differs: (a, b) => (a === b ? undefined : `${a} and ${b}`) })
  }
  for (const [index, size] of sizes.entries()) {
    const path = await grown(rows, size)
    const fresh = await startImporter('ours')
    await fresh.run(path)
    score({ goal, what: `memory of the importer, ${(statSync(path).size / 1_048_576).toFixed(0)} MB of CSV`, against: 'limit', n: size, unit: 'MB above the idle process', note: `${fresh.idleMegabytes().toFixed(0)} MB idle`, ours: fresh.megabytes(), peer: 200, target: index === sizes.length - 1 ? { atMost: 200 } : { shownOnly: true } })
    fresh.stop()
    rmSync(path)
  }
  const ours = await importer('ours')
  const files = new Map<number, string>()
  for (const size of sizes) files.set(size, await grown(rows, size))
  await exponent({ goal, what: 'orders from a file', unit: 'rows', sizes, rounds: bySize({ small: 2, normal: 3, full: 1 }), prepare: (size) => () => ours.run(files.get(size) ?? ''), atMost: 1.05 })
}

async function grown(rows: string[][], size: number): Promise<string> {
  const path = join(folder, `orders-${size}.csv`)
  await writeOrderFile(createWriteStream(path), rows, size, seededRandom(13))
  return path
}

async function startImporter(kind: string) {
  const name = `bench_${kind.replace('-', '_')}_${children.length}`
  await query('postgres', `create database ${name}`)
  const target = { ...database.target, database: name }
  // Peers write tables that Laris has made: the same columns, keys and indexes.
  if (kind !== 'ours') await prepareTables(name)
  const child = spawn(process.execPath, [fileURLToPath(new URL('./import-runner.ts', import.meta.url)), kind, JSON.stringify(target)], { stdio: ['pipe', 'pipe', 'inherit'] })
  children.push(child)
  const words = createInterface({ input: child.stdout as NonNullable<typeof child.stdout> })
  await nextWord(words)
  let megabytes = 0
  let idle = 0
  return {
    async run(path: string): Promise<UsedElsewhere<string>> {
      await query(name, 'truncate orders, order_lines, import_changes, imports, customers, customer_identities, outbox cascade')
      await query(name, 'vacuum analyze orders, order_lines')
      const before = cpuSeconds(folder, child)
      child.stdin?.write(`${path}\n`)
      const word = JSON.parse(await nextWord(words)) as ImportWord
      megabytes = word.megabytes
      idle = word.idleMegabytes
      const used = cpuSeconds(folder, child) - before
      const [row] = await query(name, 'select (select count(*) from orders) as orders, (select count(*) from order_lines) as lines, (select sum(total) from orders) as total')
      return { answer: `${String(row?.['orders'])} orders, ${String(row?.['lines'])} lines, Rp${String(row?.['total'])}`, cpuSeconds: used, wallSeconds: word.wallSeconds }
    },
    megabytes: () => megabytes - idle,
    idleMegabytes: () => idle,
    stop: () => child.kill('SIGKILL'),
  }
}

async function prepareTables(name: string): Promise<void> {
  const importer = spawn(process.execPath, [fileURLToPath(new URL('./import-runner.ts', import.meta.url)), 'ours', JSON.stringify({ ...database.target, database: name })], { stdio: ['pipe', 'pipe', 'inherit'] })
  await nextWord(createInterface({ input: importer.stdout }))
  importer.kill('SIGKILL')
}

function query(name: string, text: string) {
  return queryOnce({ ...database.target, database: name }, text)
}
