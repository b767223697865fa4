import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { todayOf } from '#domains/activity'
import { mondayOf } from './days.ts'
import { decisionKinds } from './decisions/registry.ts'
import type { DecisionRow, DecisionStatus, Tables } from './tables.ts'

const mostPerWeek = 3
/** From so much overlap on two findings rest on the same evidence. */
const sameEvidence = 0.8

/** Chooses what to suggest this week, by what surely hangs on it. What stands for the week already stays; told again, nothing is added. */
export async function chooseDecisions(tx: Transaction): Promise<void> {
  const today = await todayOf(tx)
  const week = mondayOf(today)
  const standing = await tenant<Tables>(tx).select('decisions').select('kind').where('week', '=', week).execute()
  const wrong = await tenant<Tables>(tx).select('decisions').select(['kind', 'subjects']).where('status', '=', 'wrong').execute()
  const found = []
  for (const { kind, find } of decisionKinds) {
    if (standing.some((row) => row.kind === kind)) continue
    const decision = await find(tx, today)
    if (decision && !wrong.some((row) => row.kind === kind && overlap(row.subjects, decision.subjects) >= sameEvidence)) found.push({ kind, ...decision })
  }
  for (const { kind, facts, subjects, low, high } of found.sort((a, b) => b.low - a.low || b.high - a.high).slice(0, Math.max(0, mostPerWeek - standing.length))) {
    await tenant<Tables>(tx)
      .insert('decisions')
      .values({ businessId: tx.businessId, id: newId(), kind, week, status: 'open', facts: JSON.stringify(facts), subjects, low, high, decidedAt: null, createdAt: tx.now() })
      .onConflict((on) => on.columns(['businessId', 'week', 'kind']).doNothing())
      .execute()
  }
}

/** Every suggestion of this week, whatever was decided about it. */
export async function listDecisions(tx: Transaction): Promise<DecisionRow[]> {
  return tenant<Tables>(tx).select('decisions').selectAll().where('week', '=', mondayOf(await todayOf(tx))).orderBy('low', 'desc').orderBy('id').execute()
}

export async function findDecision(tx: Transaction, decisionId: string): Promise<DecisionRow> {
  const row = await tenant<Tables>(tx).select('decisions').selectAll().where('id', '=', decisionId).executeTakeFirst()
  if (!row) throw notFound('Saran')
  return row
}

/** Done, put off for this week, or wrong and never again on the same evidence; `open` takes any of them back. */
export async function decide(tx: Transaction, decisionId: string, status: DecisionStatus): Promise<DecisionRow> {
  const row = await tenant<Tables>(tx).update('decisions').set({ status, decidedAt: status === 'open' ? null : tx.now() }).where('id', '=', decisionId).returningAll().executeTakeFirst()
  if (!row) throw notFound('Saran')
  await recordAudit(tx, { action: 'decision.decide', subjectType: 'decision', subjectId: decisionId, after: { kind: row.kind, status } })
  await tx.notify({ topic: 'decision', id: decisionId })
  return row
}

function overlap(one: string[], other: string[]): number {
  const ids = new Set(one)
  const shared = other.filter((id) => ids.has(id)).length
  return shared / Math.max(1, ids.size + other.length - shared)
}
