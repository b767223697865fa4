import { z } from 'zod'
import { route } from '#platform/http/route'
import { timestamp } from '#platform/http/timestamp'
import type { Rule } from '#domains/activity'
import { tryAssistant } from './answering.ts'
import { previewLesson } from './lesson-preview.ts'
import { getModelCosts, modelCostSettings, saveModelCosts } from './model-costs.ts'
import { listLessons, setLessonUndone, teach } from './lessons.ts'
import { readSegmentRule } from './segment-rule.ts'
import { assistantSettings, findFirstTrial, getAssistantSettings, noteTrial, saveAssistantSettings } from './settings.ts'

const lessonParams = z.object({ lessonId: z.uuid() })
const question = z.string().trim().min(2, 'Pertanyaan masih kosong').max(1_000)
const answerText = z.string().trim().min(2, 'Jawaban masih kosong').max(2_000)
const lessonSchema = z.object({ lessonId: z.string(), question: z.string(), answer: z.string(), createdAt: timestamp })

export const routes = {
  tryAssistant: route({
    method: 'POST',
    path: '/api/assistant/try',
    summary: 'Ask the assistant as a customer would; nothing of it is stored or sent',
    permission: 'assistant.read',
    limitPerMinute: 120,
    body: z.strictObject({ messages: z.array(z.string().trim().min(1).max(4_000)).min(1).max(12), phone: z.string().max(30).nullable().default(null) }),
    answer: z.object({
      reply: z.string(),
      intent: z.string(),
      products: z.array(z.string()),
      sources: z.array(z.object({ kind: z.string(), ref: z.string(), text: z.string() })),
      handoff: z.object({ reason: z.string(), summary: z.string() }).nullable(),
      actions: z.array(z.string()),
      tookMs: z.number(),
    }),
    handle: async (ctx, { body }) => {
      const startedAt = performance.now()
      const answer = await tryAssistant(ctx, body)
      const tookMs = performance.now() - startedAt
      await ctx.transaction(noteTrial)
      return { ...answer, tookMs }
    },
  }),
  listLessons: route({
    method: 'GET',
    path: '/api/assistant/lessons',
    summary: 'What the assistant was taught',
    permission: 'assistant.read',
    answer: z.object({ items: z.array(lessonSchema) }),
    handle: async (ctx) => ({ items: await ctx.transaction(listLessons) }),
  }),
  previewLesson: route({
    method: 'POST',
    path: '/api/assistant/lessons/preview',
    summary: 'Before and after of a lesson on past questions',
    permission: 'assistant.read',
    body: z.strictObject({ question, answer: answerText }),
    answer: z.object({ items: z.array(z.object({ question: z.string(), before: z.string(), after: z.string(), isChanged: z.boolean() })) }),
    handle: async (ctx, { body }) => ({ items: await previewLesson(ctx, body) }),
  }),
  teachAssistant: route({
    method: 'POST',
    path: '/api/assistant/lessons',
    summary: 'Teach the assistant one answer',
    permission: 'assistant.write',
    body: z.strictObject({ question, answer: answerText, messageId: z.uuid().optional() }),
    status: 201,
    answer: lessonSchema,
    handle: (ctx, { body }) => ctx.transaction((tx) => teach(tx, body)),
  }),
  undoLesson: route({
    method: 'DELETE',
    path: '/api/assistant/lessons/:lessonId',
    summary: 'Take a lesson back',
    permission: 'assistant.write',
    params: lessonParams,
    answer: z.object({}),
    handle: async (ctx, { params }) => {
      await ctx.transaction((tx) => setLessonUndone(tx, params.lessonId, true))
      return {}
    },
  }),
  redoLesson: route({
    method: 'POST',
    path: '/api/assistant/lessons/:lessonId/redo',
    summary: 'Put a lesson in force again',
    permission: 'assistant.write',
    params: lessonParams,
    answer: z.object({}),
    handle: async (ctx, { params }) => {
      await ctx.transaction((tx) => setLessonUndone(tx, params.lessonId, false))
      return {}
    },
  }),
  getAssistantSettings: route({
    method: 'GET',
    path: '/api/assistant/settings',
    summary: 'How far the assistant may go, and when it was first tried',
    permission: 'assistant.read',
    answer: assistantSettings.extend({ firstTriedAt: timestamp.nullable() }),
    handle: (ctx) => ctx.transaction(async (tx) => ({ ...(await getAssistantSettings(tx)), firstTriedAt: await findFirstTrial(tx) })),
  }),
  saveAssistantSettings: route({
    method: 'PUT',
    path: '/api/assistant/settings',
    summary: 'Decide how far the assistant may go',
    permission: 'assistant.write',
    body: assistantSettings,
    answer: assistantSettings,
    handle: async (ctx, { body }) => {
      await ctx.transaction((tx) => saveAssistantSettings(tx, body))
      return body
    },
  }),
  readSegmentRule: route({
    method: 'POST',
    path: '/api/segments/words',
    summary: 'A rule for a group of customers from plain words, by the language model; kept nowhere until a person saves it',
    permission: 'customers.write',
    limitPerMinute: 10,
    body: z.strictObject({ text: z.string().trim().min(3, 'Tulis dulu siapa yang dicari').max(300) }),
    answer: z.object({ rule: z.custom<Rule>().nullable(), problem: z.enum(['no_model', 'limit', 'not_understood']).nullable() }),
    handle: (ctx, { body }) => readSegmentRule(ctx, body.text),
  }),
  getModelCosts: route({
    method: 'GET',
    path: '/api/assistant/model-costs',
    summary: 'What the language model has cost this month by the owner\'s reckoning, and how much it may cost',
    permission: 'assistant.read',
    answer: z.object({ isConnected: z.boolean(), mostPerMonth: z.number().nullable(), perAnswer: z.number(), answersThisMonth: z.number(), spentThisMonth: z.number(), isLimitReached: z.boolean() }),
    handle: async (ctx) => ({ isConnected: ctx.llm !== undefined, ...(await ctx.transaction(getModelCosts)) }),
  }),
  saveModelCosts: route({
    method: 'PUT',
    path: '/api/assistant/model-costs',
    summary: 'Decide what the language model may cost in a month',
    permission: 'assistant.write',
    body: modelCostSettings,
    answer: z.object({}),
    handle: async (ctx, { body }) => {
      await ctx.transaction((tx) => saveModelCosts(tx, body))
      return {}
    },
  }),
}
