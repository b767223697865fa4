import { createApp } from './app.ts'
import { readConfig, type Config } from './platform/config.ts'
import { parseDatabaseUrl, type ConnectionTarget } from './platform/database/connect.ts'
import { lockDataDirectory } from './platform/database/data-directory.ts'
import { startEmbedded } from './platform/database/embedded/index.ts'
import { openDatabase } from './platform/database/open.ts'
import { createDiskStore } from './platform/files/disk-store.ts'
import { createOutboundFetch } from './platform/http/outbound-client.ts'
import { version } from './platform/http/server.ts'
import { createLogger } from './platform/log.ts'
import { readSecretKey } from './platform/secrets.ts'
import { createServices } from './platform/services.ts'
import { buildWeb, webDir } from './web-build.ts'
import { loadDemo } from './demo.ts'
import { countAccounts, setupToken } from '#domains/businesses'

/** Starts Laris and runs it until it is told to stop. Everything opened here is closed in reverse order. */
export async function start(args: string[]): Promise<number> {
  const config = readConfig(process.env)
  const log = createLogger({ level: process.stdout.isTTY ? 'warn' : config.logLevel })
  const startedAt = new Date()
  await using stack = new AsyncDisposableStack()
  const stopRequested = stopSignal()

  const lock = stack.use(await lockDataDirectory(config.dataDir, { version, startedAt }))
  const secretKey = await readSecretKey(config.dataDir, config.secretKey)
  const [setup] = await Promise.all([databaseTarget(config, stack, log), buildWeb()])
  const database = stack.use(await openDatabase({ config, setup, secretKey, log }))
  let address = config.baseUrl ?? `http://localhost:${config.port}`
  const services = createServices({
    config,
    secretKey,
    log,
    fetch: createOutboundFetch({ allowedHosts: [...config.allowedHosts, ...Object.values(config.apiUrls).map((url) => new URL(url).host)] }),
    files: createDiskStore(config.dataDir),
    baseUrl: () => address,
  })
  const app = stack.use(
    await createApp({ services, db: database.db, connectLive: database.connectLive, webDir, trustedProxies: config.trustedProxies, role: config.role, isReady: database.isReady }),
  )
  const installation = { ...services, ...app.contexts, db: database.db }
  if (args.includes('--demo')) await loadDemo(installation)
  const listening = await app.server.listen({ port: config.port, host: config.host })
  if (!config.baseUrl) address = `http://localhost:${new URL(listening).port}`
  await lock.update(address)
  if (config.role !== 'web') app.startWork()
  const needsOwner = (await countAccounts(installation)) === 0
  announce(address, needsOwner ? setupToken(installation) : undefined, Date.now() - startedAt.getTime())

  await stopRequested
  process.stdout.write('Laris sedang berhenti. Data Anda aman.\n')
  return 0
}

async function databaseTarget(config: Config, stack: AsyncDisposableStack, log: ReturnType<typeof createLogger>): Promise<ConnectionTarget> {
  if (config.databaseUrl) return parseDatabaseUrl(config.databaseUrl)
  const embedded = stack.use(await startEmbedded({ dataDir: config.dataDir, log }))
  return embedded.target
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

