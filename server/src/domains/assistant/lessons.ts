import type { Context, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { listCustomerQuestions } from '#domains/conversations'
import { indexShop } from './brain/knowledge/shop-index.ts'
import { respond } from './brain/respond.ts'
import { loadBrain } from './shop-knowledge.ts'
import type { Tables } from './tables.ts'

export interface Lesson {
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

export interface LessonPreview {
  question: string
  before: string
  after: string
  isChanged: boolean
}

/** What the lesson would change: its own question, then past questions that it would answer otherwise, then a few that stay. */
export async function previewLesson(ctx: Context, input: { question: string; answer: string }, count = 5): Promise<LessonPreview[]> {
  const { index, classifier } = await loadBrain(ctx, null)
  const past = await ctx.transaction((tx) => listCustomerQuestions(tx, 200))
  const taught = indexShop({ ...index.knowledge, lessons: [{ id: 'preview', question: input.question, answer: input.answer }, ...index.knowledge.lessons] })
  const answer = (shop: typeof index, question: string) => respond({ index: shop, classifier }, { messages: [question], phone: null }).reply
  const questions = [...new Set([input.question, ...past])]
  const previews = questions.map((question) => {
    const before = answer(index, question)
    const after = answer(taught, question)
    return { question, before, after, isChanged: before !== after }
  })
  const changed = previews.filter((preview) => preview.isChanged)
  return [...changed, ...previews.filter((preview) => !preview.isChanged)].slice(0, Math.max(count, Math.min(changed.length, 20)))
}
