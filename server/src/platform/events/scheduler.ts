import type { Kysely } from 'kysely'
import { startOfDay, localTime } from '../clock.ts'
import type { GlobalDatabase, Services } from '../context.ts'
import type { ContextFactory } from '../context-factory.ts'
import type { Schedule } from '../module.ts'

interface ScheduleRow {
  name: string
  lastRunAt: Date | null
  lastError: string | null
  nextRunAt: Date
}
type Tables = { schedules: ScheduleRow }

export interface Scheduler extends AsyncDisposable {
  start(): void
  /** Runs what is due now; returns the names that ran. */
  tick(): Promise<string[]>
}

/** Runs each schedule when due, in one process only: whoever moves `next_run_at` forward runs it. */
export function createScheduler(installation: Services & GlobalDatabase & ContextFactory, schedules: Schedule[]): Scheduler {
  const db = installation.db as Kysely<Tables>
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> = Promise.resolve()

  async function tick(): Promise<string[]> {
    const ran: string[] = []
    for (const schedule of schedules) {
      const now = installation.clock.now()
      const nextRunAt = nextRun(schedule, now)
      await db.insertInto('schedules').values({ name: schedule.name, nextRunAt, lastRunAt: null, lastError: null }).onConflict((on) => on.doNothing()).execute()
      const claimed = await db.updateTable('schedules').set({ nextRunAt, lastRunAt: now }).where('name', '=', schedule.name).where('nextRunAt', '<=', now).executeTakeFirst()
      if (claimed.numUpdatedRows === 0n) continue
      ran.push(schedule.name)
      const lastError = await schedule.run(installation).then(
        () => null,
        (error: unknown) => {
          installation.log.error({ error, schedule: schedule.name }, 'scheduled work failed')
          return error instanceof Error ? error.name : 'unknown'
        },
      )
      await db.updateTable('schedules').set({ lastError }).where('name', '=', schedule.name).execute()
    }
    return ran
  }

  return {
    tick,
    start() {
      timer = setInterval(() => {
        running = running.then(tick).catch((error: unknown) => installation.log.warn({ error }, 'schedules could not be read'))
      }, 20_000)
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await running
    },
  }
}

function nextRun(schedule: Schedule, now: Date): Date {
  if ('minutes' in schedule.every) return new Date(now.getTime() + schedule.every.minutes * 60_000)
  const [hours, minutes] = schedule.every.dailyAt.split(':').map(Number)
  const today = startOfDay(localTime(now, 'Asia/Jakarta').date, 'Asia/Jakarta').getTime() + (hours * 60 + minutes) * 60_000
  return new Date(today > now.getTime() ? today : today + 86_400_000)
}
