import { sql } from 'kysely'
import { loadDemo } from './demo.ts'
import { openGround, openInstallation, openOn, type Ground } from './installation.ts'
import type { OpenedDatabase } from './platform/database/open.ts'
import { listenOn } from './platform/http/listening.ts'
import { version } from './platform/http/server.ts'
import { describeRotation } from './rotate-key.ts'
import { buildWeb } from './web-build.ts'
import { countAccounts, setupToken } from '#domains/businesses'

/** A stop that takes longer than this is ended by force; the database then recovers by itself. */
const longestStopMs = 10_000

/** Starts Laris and runs it until it is told to stop. Everything opened here is closed in reverse order. */
export async function start(args: string[]): Promise<number> {
  const startedAt = new Date()
  await using stack = new AsyncDisposableStack()
  const stopRequested = stopSignal()

  const ground = await openGround(stack, { join: false, meanwhile: buildWeb })
  const database = await openOn(stack, ground)
  const { app, installation, address, setAddress } = await openInstallation(stack, ground, database)
  stack.defer(rememberPosition(ground, database))
  if (args.includes('--demo')) await loadDemo(installation)
  const { config, lock, embedded } = ground
  const listening = await listenOn(app.server, config)
  if (!config.baseUrl) setAddress(`http://localhost:${new URL(listening).port}`)
  lock?.update(address())
  // The data directory's lock says that whoever worked here before is gone.
  if (embedded) await app.dispatcher.takeOver()
  if (config.role !== 'web') app.startWork()
  const needsOwner = (await countAccounts(installation)) === 0
  announce(address(), needsOwner ? setupToken(installation) : undefined, Date.now() - startedAt.getTime())
  if (ground.rotation) process.stdout.write(`${describeRotation(ground.config.dataDir, ground.rotation)}\n`)
  if (embedded?.start.lostData) process.stderr.write('  Perhatian: sebagian data terakhir hilang dari disk saat komputer mati mendadak. Lihat halaman Kesehatan.\n')

  await stopRequested
  process.stdout.write('Laris sedang berhenti. Data Anda aman.\n')
  setTimeout(() => process.exit(1), longestStopMs).unref()
  return 0
}

/** Notes every 15 s how far the log is on disk, so that a later start can tell whether the disk lost anything (F13). */
function rememberPosition({ embedded, log }: Ground, database: OpenedDatabase): () => void {
  if (!embedded) return () => {}
  const note = async () => {
    const { rows } = await sql<{ position: string }>`select pg_current_wal_flush_lsn()::text as position`.execute(database.db)
    if (rows[0]) await embedded.rememberPosition(rows[0].position)
  }
  const timer = setInterval(() => void note().catch((error: unknown) => log.warn({ error }, 'the log position could not be noted')), 15_000)
  return () => clearInterval(timer)
}

function announce(address: string, token: string | undefined, tookMs: number): void {
  const lines = ['', `  Laris ${version} siap dalam ${(tookMs / 1_000).toFixed(1)} detik.`, `  Buka: ${token ? `${address}/mulai?kunci=${token}` : address}`, '  Berhenti: Ctrl+C', '']
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** Resolves at the first SIGTERM or Ctrl-C; a second one ends the process at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let isStopping = false
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (isStopping) process.exit(130)
        isStopping = true
        resolve()
      })
    }
  })
}
