import type pg from 'pg'
import { createApp, type App } from './app.ts'
import { finishRotation, refuseWhileServing, type Rotation } from './key-rotation.ts'
import { backupFolder, createBackupDesk, takeBackup } from './platform/database/backup/desk.ts'
import { diskFiles } from './platform/database/backup/files.ts'
import { readConfig, type Config } from './platform/config.ts'
import { systemClock } from './platform/clock.ts'
import type { GlobalDatabase, Services } from './platform/context.ts'
import type { ContextFactory } from './platform/context-factory.ts'
import { parseDatabaseUrl, type ConnectionTarget } from './platform/database/connect.ts'
import { findHolder, lockDataDirectory, type DataDirectoryLock, type Holder } from './platform/database/data-directory.ts'
import { startEmbedded, type EmbeddedServer } from './platform/database/embedded/index.ts'
import { findRunningServer } from './platform/database/embedded/running.ts'
import { openDatabase, prepareLogins, type OpenedDatabase } from './platform/database/open.ts'
import { AppError } from './platform/errors.ts'
import { createDiskStore } from './platform/files/disk-store.ts'
import { createOutboundFetch, createReach } from './platform/http/outbound-client.ts'
import { version } from './platform/http/server.ts'
import { createLanguageModel } from './platform/llm/openai-compatible.ts'
import { createLogger, type Logger } from './platform/log.ts'
import { keyFiles, readKeyFile, writeNextKey } from './platform/key-files.ts'
import { readSecretKey } from './platform/secrets.ts'
import { createServices } from './platform/services.ts'
import { webDir } from './web-build.ts'

/** What a command works on: the configuration, the key, and a database server to log in to. */
export interface Ground {
  config: Config
  log: Logger
  secretKey: string
  setup: ConnectionTarget
  /** The lock of the data directory; `undefined` when a running Laris was joined. */
  lock: DataDirectoryLock | undefined
  embedded: EmbeddedServer | undefined
  engine: 'embedded' | 'server'
  /** A change of the key that had been interrupted, and was finished on the way here. */
  rotation?: Rotation
}

/**
 * Takes the data directory and starts its database; whatever is opened goes onto the stack. `join` lets a command work
 * beside a Laris that runs already instead of refusing (F11). `meanwhile` runs while the database starts, once the
 * directory is ours.
 */
export async function openGround(stack: AsyncDisposableStack, options: GroundOptions): Promise<Ground> {
  const ground = await takeGround(stack, options)
  const isRotating = (await readKeyFile(keyFiles(ground.config.dataDir).next)) !== undefined
  if (!isRotating) return ground
  if (!ground.lock) throw new AppError({ code: 'key.rotating', status: 503, message: 'Kunci Laris sedang diganti oleh proses lain. Tunggu sebentar, lalu ulangi.' })
  const rotation = await rotate(ground)
  return { ...ground, secretKey: rotation.secretKey, rotation }
}

/** Changes the key, or finishes the change that was begun. Refuses before anything is changed where it could not be finished. */
export async function rotate(ground: Ground): Promise<Rotation> {
  const { dataDir, secretKey } = ground.config
  const { current, next } = keyFiles(dataDir)
  const isBegun = (await readKeyFile(next)) !== undefined
  if (secretKey !== undefined) {
    const cure = isBegun ? 'Penggantian sebelumnya belum selesai. Hapus LARIS_SECRET_KEY, lalu ulangi.' : `Simpan nilainya di ${current}, hapus LARIS_SECRET_KEY, lalu ulangi.`
    throw new AppError({ code: 'key.from_environment', status: 409, message: `Kunci Laris diberikan lewat LARIS_SECRET_KEY, jadi Laris tidak bisa menggantinya. Tidak ada yang diubah. ${cure}` })
  }
  const logins = await prepareLogins(ground)
  if (ground.engine === 'server') await refuseWhileServing(logins)
  if (!isBegun) await writeNextKey(dataDir)
  return await finishRotation({ dataDir, owner: logins.owner })
}

interface GroundOptions {
  join: boolean
  isCommand?: boolean
  meanwhile?: () => Promise<void>
}

async function takeGround(stack: AsyncDisposableStack, options: GroundOptions): Promise<Ground> {
  const config = readConfig(process.env)
  // Commands speak in sentences; a server's log goes to whoever collects it.
  const isQuiet = options.isCommand === true || process.stdout.isTTY
  const log = createLogger({ level: isQuiet && config.logLevel === 'info' ? 'warn' : config.logLevel })
  const holder = options.join ? findHolder(config.dataDir) : undefined
  const lock = holder ? undefined : stack.use(await lockDataDirectory(config.dataDir, { version, startedAt: new Date() }))
  const secretKey = await readSecretKey(config.dataDir, config.secretKey)
  const ground = { config, log, secretKey, lock, engine: config.databaseUrl ? 'server' : 'embedded' } as const
  if (config.databaseUrl) {
    await options.meanwhile?.()
    return { ...ground, setup: parseDatabaseUrl(config.databaseUrl), embedded: undefined }
  }
  if (holder) return { ...ground, setup: await runningServer(config.dataDir, holder), embedded: undefined }
  const [embedded] = await Promise.all([startEmbedded({ dataDir: config.dataDir, log }), options.meanwhile?.()])
  stack.use(embedded)
  return { ...ground, setup: embedded.target, embedded }
}

/** Makes roles, takes a backup before migrating data that exists, migrates, and opens the pool. */
export async function openOn(stack: AsyncDisposableStack, ground: Ground): Promise<OpenedDatabase> {
  const { config, log, secretKey, setup } = ground
  return stack.use(
    await openDatabase({
      config,
      setup,
      secretKey,
      log,
      async beforeMigration({ owner }) {
        await takeBackup({ dataDir: config.dataDir, owner, embedded: ground.embedded, files: diskFiles(config.dataDir), secretKey, larisVersion: version, clock: systemClock, log, reason: 'before-migration' })
      },
    }),
  )
}

export interface OpenedInstallation {
  app: App
  services: Services
  installation: Services & GlobalDatabase & ContextFactory
  address(): string
  setAddress(address: string): void
}

/** The whole product on an open database; nothing runs before `app.startWork()` and `listen`. */
export async function openInstallation(stack: AsyncDisposableStack, ground: Ground, database: OpenedDatabase): Promise<OpenedInstallation> {
  const { config, log, secretKey, setup, embedded } = ground
  let address = config.baseUrl ?? `http://localhost:${config.port}`
  const allowedHosts = [...config.allowedHosts, ...Object.values(config.apiUrls).map((url) => new URL(url).host)]
  const fetch = createOutboundFetch({ allowedHosts })
  const services = createServices({
    config,
    secretKey,
    log,
    fetch,
    reach: createReach({ allowedHosts }),
    llm: config.llm ? createLanguageModel(config.llm, fetch) : undefined,
    files: createDiskStore(config.dataDir),
    maintenance: createBackupDesk({ dataDir: config.dataDir, owner: database.logins.owner, setup, embedded, files: diskFiles(config.dataDir), secretKey, larisVersion: version, clock: systemClock, log }),
    baseUrl: () => address,
  })
  const app = stack.use(
    await createApp({ services, db: database.db, workDb: database.workDb, connectLive: database.connectLive, webDir, trustedProxies: config.trustedProxies, securityContact: config.securityContact, role: config.role, isReady: database.isReady, poolState: database.poolState }),
  )
  return { app, services, installation: { ...services, ...app.contexts, db: database.db }, address: () => address, setAddress: (found) => (address = found) }
}

/**
 * Restored work waits for the owner's word: nothing that was planned when the backup was taken leaves by itself. It may
 * have left since, so messages come back as *belum pasti*, where the chat offers Kirim ulang; other work is set aside.
 */
export async function setPendingWorkAside(owner: pg.Client): Promise<void> {
  await owner.query(`update messages set delivery = 'uncertain', delivery_at = now(), error = $1 where delivery in ('planned', 'attempting')`, [JSON.stringify(restored)])
  // A retry of these would do nothing any more: their messages are asked about in the chat.
  await owner.query(`delete from outbox where handler = 'send-message'`)
  await owner.query(`update outbox set dead_at = now(), last_error = 'restored', lease_token = null, leased_until = null where dead_at is null`)
}

const restored = { code: 'restored', sentence: 'Belum pasti terkirim: pesan ini dari cadangan. Periksa dulu di aplikasinya, lalu Kirim ulang bila perlu.', retryable: false }

export { backupFolder }

async function runningServer(dataDir: string, holder: Holder): Promise<ConnectionTarget> {
  if (holder.version !== version) {
    throw new AppError({ code: 'cli.other_version', status: 503, message: `Laris yang berjalan adalah versi ${holder.version}, perintah ini versi ${version}. Belum ada yang diubah. Hentikan Laris dulu, lalu ulangi.` })
  }
  const target = await findRunningServer(dataDir)
  if (target) return target
  throw new AppError({ code: 'cli.starting', status: 503, message: 'Laris sedang disiapkan oleh proses lain. Tunggu sebentar, lalu ulangi.' })
}
