import type { Context } from '#platform/context'
import { listCustomerQuestions } from '#domains/conversations'
import { indexShop } from './brain/knowledge/shop-index.ts'
import { respond } from './brain/respond.ts'
import { loadBrain } from './shop-knowledge.ts'

interface LessonPreview {
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
