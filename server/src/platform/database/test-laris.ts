import { lockDataDirectory } from './data-directory.ts'
import { startEmbedded } from './embedded/index.ts'
import { AppError } from '../errors.ts'
import { silentLogger } from '../log.ts'

/**
 * The part of Laris that faults are tried on, as a process of its own: takes the lock, starts the database when asked,
 * says so in one JSON line, and runs until SIGTERM. `node test-laris.ts <data directory> [database]`
 */
const [dataDir = '', wants] = process.argv.slice(2)
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

try {
  await using lock = await lockDataDirectory(dataDir, { version: '0.0.0-test', startedAt: new Date() })
  await using server = wants === 'database' ? await startEmbedded({ dataDir, log: silentLogger }) : undefined
  lock.update('http://localhost:3000')
  say({ ready: true, pid: process.pid, target: server?.target, start: server?.start })
  const running = setInterval(() => {}, 1_000)
  await new Promise((resolve) => process.once('SIGTERM', resolve))
  clearInterval(running)
} catch (error) {
  say({ ready: false, code: error instanceof AppError ? error.code : undefined, message: String(error instanceof Error ? error.message : error) })
  process.exitCode = 1
}
