import type { ShopIndex } from './knowledge/indexed-shop.ts'
import type { Draft } from './answer/draft.ts'
import { section } from './answer/draft.ts'
import type { Lesson } from './knowledge/knowledge.ts'
import { termsOf } from './knowledge/sentences.ts'
import { askedTopics } from './words/topics.ts'
import type { Request } from './understand/request.ts'

/** The owner's own answer to this question or a paraphrase of it; it goes before everything the files say. */
export function findLesson(index: ShopIndex, request: Request): Draft | undefined {
  const { lessons } = index.knowledge
  if (lessons.length === 0) return undefined
  const asked = termsOf(request.reading.text)
  for (const topic of askedTopics(request.reading.line)) asked.add(topic)
  const [best] = lessons.map((lesson) => ({ lesson, likeness: likeness(asked, lesson) })).sort((a, b) => b.likeness - a.likeness)
  if (best.likeness < likeEnough) return undefined
  const { id, question, answer } = best.lesson
  return { sections: [section(answer, [{ kind: 'lesson', ref: id, text: `${question} ${answer}` }])], handoff: null, actions: [] }
}

const likeEnough = 0.6

/** Share of content words and topics in common (Dice). */
function likeness(asked: ReadonlySet<string>, { question }: Lesson): number {
  const known = termsOf(question)
  const shared = [...asked].filter((term) => known.has(term)).length
  return asked.size + known.size === 0 ? 0 : (2 * shared) / (asked.size + known.size)
}
