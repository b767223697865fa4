import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { readSetting, writeSetting } from '#domains/businesses'

/** How far the assistant may go: the owner's to decide, one step back in one tap (S55, S58). */
const assistantModes = ['watch', 'suggest', 'answer'] as const

export const assistantSettings = z.strictObject({
  /** `watch` writes what it would have said, for people only; `suggest` offers it; `answer` sends it. */
  mode: z.enum(assistantModes).default('answer'),
  /** Whether it takes orders in chats while it answers by itself. */
  takesOrders: z.boolean().default(true),
})

type AssistantSettings = z.output<typeof assistantSettings>

const trialKey = 'assistant.trial'
const trial = z.object({ firstAt: z.iso.datetime() })

/** Remembers that someone asked the assistant on trial; only the first time writes. */
export async function noteTrial(tx: Transaction): Promise<void> {
  if ((await findFirstTrial(tx)) === null) await writeSetting(tx, trialKey, { firstAt: tx.now().toISOString() } satisfies z.input<typeof trial>)
}

export async function findFirstTrial(tx: Transaction): Promise<Date | null> {
  const stored = await readSetting(tx, trialKey)
  return stored === undefined ? null : new Date(trial.parse(stored).firstAt)
}

export async function getAssistantSettings(tx: Transaction): Promise<AssistantSettings> {
  return assistantSettings.parse((await readSetting(tx, 'assistant')) ?? {})
}

export function saveAssistantSettings(tx: Transaction, settings: AssistantSettings): Promise<void> {
  return writeSetting(tx, 'assistant', settings)
}
