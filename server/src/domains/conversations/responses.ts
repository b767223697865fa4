import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { manyRows } from '#platform/database/many-rows'

const batch = 5_000

/** Which of these messages left as paid templates, and whose chat was written in by its customer before `until`. */
export async function readResponses(tx: Transaction, sends: { messageId: string; until: Date }[]): Promise<Map<string, { isTemplate: boolean; isAnswered: boolean }>> {
  const found = new Map<string, { isTemplate: boolean; isAnswered: boolean }>()
  for (let start = 0; start < sends.length; start += batch) {
    const many = manyRows({ messageId: 'uuid', until: 'timestamptz' }, sends.slice(start, start + batch))
    const { rows } = await sql<{ id: string; isTemplate: boolean; isAnswered: boolean }>`
      select m.id, m.kind = 'template' as is_template, exists (
        select 1 from messages a where a.business_id = ${tx.businessId} and a.conversation_id = m.conversation_id and a.direction = 'inbound' and a.sent_at > m.sent_at and a.sent_at <= n.until) as is_answered
      from (${many.values}) n join messages m on m.business_id = ${tx.businessId} and m.id = n."messageId"`.execute(tx.db)
    for (const { id, ...row } of rows) found.set(id, row)
  }
  return found
}
