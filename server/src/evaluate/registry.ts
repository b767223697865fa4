import type { EvaluateTask } from './task.ts'

/** The open list of tasks: one file each in `tasks/`, loaded only when asked for. */
export const tasks: Record<string, () => Promise<EvaluateTask>> = {
}
