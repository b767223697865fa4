import type { EvaluateTask } from './task.ts'

/** The open list of tasks: one file each in `tasks/`, loaded only when asked for. */
export const tasks: Record<string, () => Promise<EvaluateTask>> = {
  recommend: async () => (await import('./tasks/recommend.ts')).task,
  rules: async () => (await import('./tasks/rules.ts')).task,
  'lifetime-value': async () => (await import('./tasks/lifetime-value.ts')).task,
  forecast: async () => (await import('./tasks/forecast.ts')).task,
  chat: async () => (await import('./tasks/chat.ts')).task,
  uplift: async () => (await import('./tasks/uplift.ts')).task,
  experiment: async () => (await import('./tasks/experiment.ts')).task,
  attribution: async () => (await import('./tasks/attribution.ts')).task,
  emotion: async () => (await import('./tasks/emotion.ts')).task,
  intent: async () => (await import('./tasks/intent.ts')).task,
  normalise: async () => (await import('./tasks/normalise.ts')).task,
  search: async () => (await import('./tasks/search.ts')).task,
  stem: async () => (await import('./tasks/stem.ts')).task,
  sentiment: async () => (await import('./tasks/sentiment.ts')).task,
  'parse-orders': async () => (await import('./tasks/parse-orders.ts')).task,
  'parse-whatsapp': async () => (await import('./tasks/parse-whatsapp.ts')).task,
}
