import { sql, type Kysely } from 'kysely'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Services } from '../context.ts'

export interface PoolState {
  total: number
  idle: number
  /** Requests that wait for a connection. */
  waiting: number
}

/** What `/metrics` tells: the process, the queue, the connections, backups and disk. Counts only; nothing of a business. */
export function createMetrics(services: Services, db: Kysely<object>, poolState: (() => PoolState) | undefined): { contentType: string; read(): Promise<string> } {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const gauge = (name: string, help: string) => new Gauge({ name: `laris_${name}`, help, registers: [registry] })
  const waiting = gauge('queue_waiting', 'Work that waits or is under way')
  const oldest = gauge('queue_oldest_due_seconds', 'Age of the oldest work that is due')
  const dead = gauge('queue_dead_letters', 'Work that was set aside after its last try')
  const total = gauge('database_connections', 'Connections of the pool')
  const idle = gauge('database_connections_idle', 'Connections of the pool that nobody uses')
  const queued = gauge('database_connections_wanted', 'Requests that wait for a connection')
  const backupAge = gauge('backup_age_seconds', 'Age of the newest backup; -1 while there is none')
  const free = gauge('disk_free_bytes', 'Free space where the data lies')

  const up = gauge('up', 'Whether the database answered while this page was made')

  async function look(): Promise<void> {
    const pool = poolState?.()
    if (pool) {
      total.set(pool.total)
      idle.set(pool.idle)
      queued.set(pool.waiting)
    }
    const now = services.clock.now()
    const queue = await readQueue(db, now).catch(() => undefined)
    up.set(queue ? 1 : 0)
    if (queue) {
      waiting.set(queue.waiting)
      oldest.set(queue.oldestSeconds)
      dead.set(queue.dead)
    }
    if (!services.maintenance) return
    const newest = (await services.maintenance.backupState()).items[0]?.takenAt
    backupAge.set(newest ? (now.getTime() - newest.getTime()) / 1_000 : -1)
    free.set((await services.maintenance.disk()).freeBytes)
  }

  return {
    contentType: registry.contentType,
    async read() {
      await look()
      return registry.metrics()
    },
  }
}

async function readQueue(db: Kysely<object>, now: Date): Promise<{ waiting: number; oldestSeconds: number; dead: number }> {
  const { rows } = await sql<{ waiting: number; oldestSeconds: number; dead: number }>`
    select count(*) filter (where dead_at is null)::int as waiting, count(*) filter (where dead_at is not null)::int as dead,
      coalesce(extract(epoch from ${now} - min(created_at) filter (where dead_at is null and available_at <= ${now})), 0)::float8 as oldest_seconds
    from outbox`.execute(db)
  return rows[0]
}
