import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { readSetting, writeSetting } from '#domains/businesses'

/** How far the assistant may go: the owner's to decide, one step back in one tap (S55, S58). */
export const assistantModes = ['watch', 'suggest', 'answer'] as const

export const assistantSettings = z.strictObject({
  /** `watch` writes what it would have said, for people only; `suggest` offers it; `answer` sends it. */
  mode: z.enum(assistantModes).default('answer'),
})

export type AssistantSettings = z.output<typeof assistantSettings>

export async function getAssistantSettings(tx: Transaction): Promise<AssistantSettings> {
  return assistantSettings.parse((await readSetting(tx, 'assistant')) ?? {})
}

export function saveAssistantSettings(tx: Transaction, settings: AssistantSettings): Promise<void> {
  return writeSetting(tx, 'assistant', settings)
}
