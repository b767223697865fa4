import { z } from 'zod'

/** One line of a `chat.jsonl`; `shops/README.md` says what each part means. */
export const chatCase = z.object({
  id: z.string(),
  turns: z.array(z.object({ user: z.string() })).min(1),
  customer_phone: z.string().nullish(),
  expect: z.object({
    intent: z.array(z.string()).min(1),
    products: z.array(z.string()).default([]),
    answer_must: z.array(z.array(z.string())).default([]),
    answer_must_not: z.array(z.string()).default([]),
    handoff: z.boolean().nullable().default(null),
  }),
})

export type ChatCase = z.infer<typeof chatCase>

export interface CaseAnswer {
  id: string
  intent: string
  products: string[]
  handoff: boolean
  answer: string
}
