import type { Trigger } from './trigger.ts'

/** The open list of journeys. */
export const triggers: readonly Trigger[] = []

export function findTrigger(type: string): Trigger | undefined {
  return triggers.find((one) => one.type === type)
}
