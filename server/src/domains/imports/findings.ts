import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { teach } from '#domains/assistant'
import type { ImportFindingRow, Tables } from './tables.ts'

/** What a chat taught, in the order of weight; the owner decides on each. */
export function listFindings(tx: Transaction, importId: string): Promise<ImportFindingRow[]> {
  return tenant<Tables>(tx).select('importFindings').selectAll().where('importId', '=', importId).orderBy('position').execute()
}

/** The owner's word on one suggestion: a question that is taken becomes a lesson of the assistant, in the owner's words. */
export async function decideFinding(tx: Transaction, importId: string, findingId: string, decision: { status: 'taken' | 'refused'; question?: string | undefined; answer?: string | undefined }): Promise<void> {
  const finding = await tenant<Tables>(tx).select('importFindings').selectAll().where('importId', '=', importId).where('id', '=', findingId).forUpdate().executeTakeFirst()
  if (!finding) throw notFound('Saran')
  if (finding.status !== 'open') return
  if (decision.status === 'taken' && finding.kind === 'question' && decision.question && decision.answer) await teach(tx, { question: decision.question, answer: decision.answer })
  await tenant<Tables>(tx).update('importFindings').set({ status: decision.status }).where('id', '=', findingId).execute()
  await tx.notify({ topic: 'import', id: importId })
}
