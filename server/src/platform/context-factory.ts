import { sql, type Kysely } from 'kysely'
import type { Actor, Context, Services, Transaction } from './context.ts'
import { isId } from './ids.ts'
import type { Outbox, OutboxInput } from './events/outbox.ts'

export interface ContextFactory {
  /** A context of one business for one actor. */
  forBusiness(businessId: string, actor: Actor, requestId?: string): Context
}

/** Binds the services, the app role's database and the outbox into contexts. */
export function createContextFactory(services: Services, db: Kysely<object>, outbox: Pick<Outbox, 'add' | 'wake'>): ContextFactory {
  return {
    forBusiness(businessId, actor, requestId) {
      if (!isId(businessId)) throw new RangeError('A business id must be a canonical UUID')
      const shared = { ...services, businessId, requestId, now: () => services.clock.now() }
      return {
        ...shared,
        actor,
        as: (other) => this.forBusiness(businessId, other, requestId),
        transaction: (work) => runTransaction(db, outbox, shared, actor, work),
      }
    },
  }
}

type Shared = Services & Pick<Context, 'businessId' | 'requestId' | 'now'>

async function runTransaction<T>(
  db: Kysely<object>,
  outbox: Pick<Outbox, 'add' | 'wake'>,
  shared: Shared,
  actor: Actor,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const after: (() => void)[] = []
  const result = await db.transaction().execute(async (trx) => {
    await setBusiness(trx, shared.businessId)
    // Told at the end, all at once: a webhook burst would otherwise spend most of its time on these.
    const queued: OutboxInput[] = []
    const changes = new Set<string>()
    const tx: Transaction = {
      ...shared,
      actor,
      db: trx,
      emit: async (event) => void queued.push({ businessId: shared.businessId, at: shared.now(), ...event, kind: 'event' }),
      enqueue: async (job) => void queued.push({ businessId: shared.businessId, at: shared.now(), ...job, kind: 'job' }),
      notify: async (change) => void changes.add(JSON.stringify({ businessId: shared.businessId, ...change })),
      afterCommit: (action) => after.push(action),
    }
    const value = await work(tx)
    if (queued.length > 0) await outbox.add(trx, queued)
    if (changes.size > 0) await sql`select pg_notify('laris_live', change) from unnest(${[...changes]}::text[]) as change`.execute(trx)
    if (queued.length > 0) after.push(() => outbox.wake())
    return value
  })
  for (const action of after) action()
  return result
}

/**
 * The only place that sets the business of a connection. `SET LOCAL` as a statement of its own: `set_config()` does not
 * travel to the workers of a Citus cluster, and takes no bind parameter here, so the UUID is checked before it is quoted.
 */
async function setBusiness(trx: Kysely<object>, businessId: string): Promise<void> {
  if (!isId(businessId)) throw new RangeError('A business id must be a canonical UUID')
  await sql.raw(`set local app.business_id = '${businessId}'`).execute(trx)
}
