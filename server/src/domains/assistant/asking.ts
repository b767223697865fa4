import type { Context } from '#platform/context'
import type { LanguageModel } from '#platform/llm/model'

/** Nobody waits longer than this for a model. */
const longestWaitMs = 7_500

/** More than so many at once, and everybody goes on without it: a slow model never fills the queue. */
const mostAtOnce = 3

/** After so many failures in a row the model is left alone for a while. */
const mostFailures = 3
const restMs = 60_000

const state = { running: 0, failures: 0, restUntil: 0 }

export function isModelFree(): boolean {
  return state.running < mostAtOnce && performance.now() >= state.restUntil
}

/** What the model says, or nothing when it failed or did not come in time. */
export async function askModel(ctx: Context, llm: LanguageModel, task: { system: string; prompt: string }): Promise<string | undefined> {
  state.running++
  try {
    const text = await Promise.race([
      llm.complete({ ...task, maxTokens: 700, timeoutMs: longestWaitMs }),
      // A client that ignores its own limit is not waited for either.
      new Promise<never>((_, reject) => setTimeout(() => reject(new Error('timeout')), longestWaitMs + 300).unref()),
    ])
    state.failures = 0
    return text
  } catch (error) {
    if (++state.failures >= mostFailures) {
      state.failures = 0
      state.restUntil = performance.now() + restMs
    }
    // The name alone: a provider's message may repeat the prompt.
    ctx.log.warn({ model: llm.name, reason: error instanceof Error ? error.name : 'unknown' }, 'the language model did not answer')
    return undefined
  } finally {
    state.running--
  }
}

/** Forgets failures, so that tests do not depend on their order. */
export function resetModelState(): void {
  Object.assign(state, { running: 0, failures: 0, restUntil: 0 })
}
