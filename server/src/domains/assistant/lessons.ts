import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { checkMessage } from '#domains/conversations'
import type { Tables } from './tables.ts'

interface Lesson {
  lessonId: string
  question: string
  answer: string
  createdAt: Date
}

/** Lessons in force, newest first: of two that fit equally, the newer counts. */
export async function listLessons(tx: Transaction): Promise<Lesson[]> {
  const rows = await tenant<Tables>(tx).select('assistantLessons').selectAll().where('undoneAt', 'is', null).orderBy('createdAt', 'desc').limit(1_000).execute()
  return rows.map((row) => ({ lessonId: row.id, question: row.question, answer: row.answer, createdAt: row.createdAt }))
}

/** Teaches one answer: from the next message on it goes before everything else the shop's data says. */
export async function teach(tx: Transaction, input: { question: string; answer: string; messageId?: string | undefined }): Promise<Lesson> {
  if (input.messageId !== undefined) await checkMessage(tx, input.messageId)
  const lesson = { id: newId(), question: input.question, answer: input.answer, createdAt: tx.now() }
  const createdBy = tx.actor.kind === 'member' ? tx.actor.memberId : null
  await tenant<Tables>(tx).insert('assistantLessons').values({ businessId: tx.businessId, ...lesson, messageId: input.messageId ?? null, createdBy, undoneAt: null }).execute()
  await recordAudit(tx, { action: 'lesson.teach', subjectType: 'lesson', subjectId: lesson.id, after: { question: input.question, answer: input.answer } })
  await tx.notify({ topic: 'lesson', id: lesson.id })
  return { lessonId: lesson.id, question: lesson.question, answer: lesson.answer, createdAt: lesson.createdAt }
}

/** Takes a lesson back, or puts it in force again. */
export async function setLessonUndone(tx: Transaction, lessonId: string, isUndone: boolean): Promise<void> {
  const updated = await tenant<Tables>(tx).update('assistantLessons').set({ undoneAt: isUndone ? tx.now() : null }).where('id', '=', lessonId).executeTakeFirst()
  if (updated.numUpdatedRows === 0n) throw notFound('Pelajaran')
  await recordAudit(tx, { action: isUndone ? 'lesson.undo' : 'lesson.redo', subjectType: 'lesson', subjectId: lessonId })
  await tx.notify({ topic: 'lesson', id: lessonId })
}
