import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface RunningLaris extends AsyncDisposable {
  /** Without a trailing slash. */
  url: string
  /** The first-run address with its key, as it was printed. */
  startUrl: string
}

export interface StartOptions {
  env?: Record<string, string>
  nodeArgs?: string[]
}

const root = join(import.meta.dirname, '../..')

/** A fresh Laris as an owner starts it: a folder of its own, a free port, real PostgreSQL. */
export async function startLaris(options: StartOptions = {}): Promise<RunningLaris> {
  const dataDir = await mkdtemp(join(tmpdir(), 'laris-e2e-'))
  const child = spawn(process.execPath, [...(options.nodeArgs ?? []), join(root, 'server/src/cli.ts'), 'start'], {
    cwd: root,
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', LARIS_DATA_DIR: dataDir, LARIS_LOG_LEVEL: 'error', BASE_URL: '', DATABASE_URL: '', LARIS_TRUSTED_PROXIES: '127.0.0.1', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let said = ''
  const startUrl = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString('utf8')
      const address = /Buka: (\S+)/.exec(said)?.[1]
      if (address) resolve(address)
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('exit', (code) => reject(new Error(`Laris ended with ${String(code)}:\n${said}`)))
  })
  return {
    url: new URL(startUrl).origin,
    startUrl,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
