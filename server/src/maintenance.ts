import { createReadStream } from 'node:fs'
import { z } from 'zod'
import { isOperator, recordAudit, writeInstallationFact, readInstallationFact } from '#domains/businesses'
import type { Context, GlobalDatabase, Services } from './platform/context.ts'
import { AppError, forbidden, notFound } from './platform/errors.ts'
import { discardDeadLetter, listDeadLetters, listSchedules, readQueueState, retryDeadLetter } from './platform/events/queue-state.ts'
import { rawRoute, route } from './platform/http/route.ts'
import { version } from './platform/http/server.ts'
import { timestamp } from './platform/http/timestamp.ts'
import type { Maintenance } from './platform/maintenance.ts'
import type { DomainModule } from './platform/module.ts'

/** Name of the job that hands a message to a channel. */
const sendHandler = 'send-message'
const lateAfterMs = 48 * 3_600_000
const deadLetterParams = z.object({ deadLetterId: z.uuid() })
const backupNameParams = z.object({ name: z.string().max(100) })

const deadLetter = z.object({ deadLetterId: z.string(), work: z.string(), attempts: z.number().int(), lastError: z.string().nullable(), plannedAt: timestamp, setAsideAt: timestamp })
const backup = z.object({ name: z.string(), takenAt: timestamp, reason: z.enum(['automatic', 'before-migration', 'before-restore', 'manual']), bytes: z.number().int() })

const healthAnswer = z.object({
  version: z.string(),
  now: timestamp,
  database: z.object({
    engine: z.enum(['embedded', 'server']),
    status: z.enum(['running', 'restarting', 'failed', 'stopped']),
    reason: z.string().nullable(),
    /** The disk lost what it had once confirmed: show a banner and offer the last good backup. */
    lostData: z.boolean(),
    /** For whoever set this Laris up; empty for others. */
    recentLog: z.array(z.string()),
  }),
  queue: z.object({ waitingCount: z.number().int(), oldestDueAt: timestamp.nullable(), oldestUnsentAt: timestamp.nullable(), deadCount: z.number().int() }),
  deadLetters: z.array(deadLetter),
  schedules: z.array(z.object({ name: z.string(), lastRunAt: timestamp.nullable(), lastError: z.string().nullable(), nextRunAt: timestamp })),
  backup: z.object({ newestAt: timestamp.nullable(), isLate: z.boolean(), lastError: z.string().nullable(), rehearsedAt: timestamp.nullable() }),
  disk: z.object({ freeBytes: z.number(), totalBytes: z.number() }).nullable(),
})

const backupsAnswer = z.object({
  items: z.array(backup),
  running: z.object({ startedAt: timestamp, bytesWritten: z.number() }).nullable(),
  lastError: z.string().nullable(),
})

const routes = {
  getHealth: route({
    method: 'GET',
    path: '/api/health',
    summary: 'How this Laris is: database, queue, what was set aside, schedules, backups, disk',
    permission: 'health.read',
    answer: healthAnswer,
    handle: describeHealth,
  }),
  retryDeadLetter: route({
    method: 'POST',
    path: '/api/dead-letters/:deadLetterId/retry',
    summary: 'Try work again that was set aside after its last failure',
    permission: 'business.write',
    params: deadLetterParams,
    answer: z.object({}),
    handle: (ctx, { params }) => changeDeadLetter(ctx, params.deadLetterId, 'retry'),
  }),
  discardDeadLetter: route({
    method: 'DELETE',
    path: '/api/dead-letters/:deadLetterId',
    summary: 'Drop work that was set aside',
    permission: 'business.write',
    params: deadLetterParams,
    answer: z.object({}),
    handle: (ctx, { params }) => changeDeadLetter(ctx, params.deadLetterId, 'discard'),
  }),
  listBackups: route({
    method: 'GET',
    path: '/api/backups',
    summary: 'Backups of the whole installation, for whoever set it up',
    permission: 'backup.write',
    answer: backupsAnswer,
    handle: async (ctx) => {
      const { items, running, lastError } = await (await operatorsDesk(ctx)).backupState()
      return { items, running: running ?? null, lastError: lastError ?? null }
    },
  }),
  startBackup: route({
    method: 'POST',
    path: '/api/backups',
    summary: 'Start a backup of the whole installation; the list says how far it is',
    permission: 'backup.write',
    status: 202,
    limitPerMinute: 6,
    answer: z.object({ startedAt: timestamp }),
    handle: startBackup,
  }),
  cancelBackup: route({
    method: 'DELETE',
    path: '/api/backups/running',
    summary: 'End the backup that is under way; nothing of it stays',
    permission: 'backup.write',
    answer: z.object({ isCancelled: z.boolean() }),
    handle: async (ctx) => {
      const isCancelled = (await operatorsDesk(ctx)).cancelBackup()
      if (isCancelled) await ctx.transaction((tx) => recordAudit(tx, { action: 'backup.cancel', subjectType: 'backup', after: { isCancelled } }))
      return { isCancelled }
    },
  }),
  downloadBackup: rawRoute({
    method: 'GET',
    path: '/api/backups/:name',
    summary: 'Download one backup',
    access: { permission: 'backup.write' },
    limitPerMinute: 10,
    params: backupNameParams,
    handle: async (ctx, { params }) => {
      const found = await (await operatorsDesk(ctx.tenant)).findBackup(params.name)
      if (!found) throw notFound('Cadangan')
      await noteDownload(ctx.tenant, 'backup.download', found.name)
      return ctx.reply.headers(asDownload(found.name, found.bytes)).send(createReadStream(found.path))
    },
  }),
  exportBusiness: rawRoute({
    method: 'GET',
    path: '/api/export',
    summary: 'Download everything of this business in one file',
    access: { permission: 'backup.write' },
    limitPerMinute: 5,
    handle: async (ctx) => {
      const { path, bytes, remove } = await deskOf(ctx).exportBusiness(ctx.tenant.businessId)
      await noteDownload(ctx.tenant, 'business.export', ctx.tenant.businessId)
      const stream = createReadStream(path).on('close', () => void remove())
      return ctx.reply.headers(asDownload(`laris-usaha-${ctx.now().toISOString().slice(0, 10)}.tar`, bytes)).send(stream)
    },
  }),
}

/** Health, backups, and what the queue could not do: the *Kesehatan* page. */
export const maintenance = {
  name: 'maintenance',
  routes,
  schedules: [
    { name: 'daily-backup', every: { dailyAt: '02:00' }, run: async (installation) => void (await installation.maintenance?.backUp('automatic')) },
    { name: 'rehearse-backup', every: { minutes: 7 * 24 * 60 }, run: rehearse },
  ],
} satisfies DomainModule

async function describeHealth(ctx: Context): Promise<z.input<typeof healthAnswer>> {
  const desk = ctx.maintenance
  const [{ queue, deadLetters, schedules, rehearsedAt, seesLog }, backups, disk] = await Promise.all([
    ctx.transaction(async (tx) => ({
      queue: await readQueueState(tx, sendHandler),
      deadLetters: await listDeadLetters(tx),
      schedules: await listSchedules(tx),
      rehearsedAt: await readInstallationFact(tx, 'backup-rehearsed-at'),
      seesLog: await isOperator(tx, tx.actor),
    })),
    desk?.backupState(),
    desk?.disk(),
  ])
  const database = desk?.database()
  const newestAt = backups?.items[0]?.takenAt
  return {
    version,
    now: ctx.now(),
    database: { engine: desk?.engine ?? 'server', status: database?.status ?? 'running', reason: database?.reason ?? null, lostData: database?.lostData ?? false, recentLog: seesLog ? (database?.recentLog ?? []) : [] },
    queue,
    deadLetters: deadLetters.map((row) => ({ deadLetterId: row.id, work: row.handler, attempts: row.attempts, lastError: row.lastError, plannedAt: row.createdAt, setAsideAt: row.deadAt ?? row.createdAt })),
    schedules,
    backup: {
      newestAt: newestAt ?? null,
      isLate: newestAt !== undefined && ctx.now().getTime() - newestAt.getTime() > lateAfterMs,
      lastError: backups?.lastError ?? null,
      rehearsedAt: typeof rehearsedAt === 'string' ? new Date(rehearsedAt) : null,
    },
    disk: disk ?? null,
  }
}

async function changeDeadLetter(ctx: Context, id: string, what: 'retry' | 'discard'): Promise<object> {
  await ctx.transaction(async (tx) => {
    const row = await (what === 'retry' ? retryDeadLetter(tx, id) : discardDeadLetter(tx, id))
    if (!row) throw notFound('Pekerjaan')
    await recordAudit(tx, { action: `dead-letter.${what}`, subjectType: 'dead-letter', subjectId: id, after: { work: row.handler } })
  })
  return {}
}

async function startBackup(ctx: Context): Promise<{ startedAt: Date }> {
  const desk = await operatorsDesk(ctx)
  await ctx.transaction((tx) => recordAudit(tx, { action: 'backup.start', subjectType: 'backup' }))
  const startedAt = ctx.now()
  desk.backUp('manual').then(
    () => ctx.transaction((tx) => tx.notify({ topic: 'backup' })),
    (error: unknown) => (error instanceof AppError && error.code === 'backup.cancelled' ? ctx.transaction((tx) => tx.notify({ topic: 'backup' })) : ctx.log.error({ error }, 'a backup failed')),
  ).catch((error: unknown) => ctx.log.warn({ error }, 'the end of a backup could not be told'))
  return { startedAt }
}

async function rehearse(installation: Services & GlobalDatabase): Promise<void> {
  const rehearsed = await installation.maintenance?.rehearse()
  if (rehearsed) await writeInstallationFact(installation, 'backup-rehearsed-at', installation.clock.now().toISOString())
}

/** Whole backups hold every business of this Laris, so only the person who set it up may see them. */
async function operatorsDesk(ctx: Context): Promise<Maintenance> {
  if (!(await ctx.transaction((tx) => isOperator(tx, tx.actor)))) throw forbidden()
  return deskOf(ctx)
}

function deskOf(ctx: Pick<Services, 'maintenance'>): Maintenance {
  if (ctx.maintenance) return ctx.maintenance
  throw new AppError({ code: 'maintenance.unavailable', status: 503, message: 'Proses Laris ini tidak memegang folder data. Coba lagi di proses utamanya.' })
}

async function noteDownload(ctx: Context, action: string, subjectId: string): Promise<void> {
  await ctx.transaction((tx) => recordAudit(tx, { action, subjectType: 'backup', subjectId }))
}

function asDownload(name: string, bytes: number): Record<string, string> {
  return { 'content-type': 'application/x-tar', 'content-length': String(bytes), 'content-disposition': `attachment; filename="${name}"` }
}
