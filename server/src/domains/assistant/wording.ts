import type { Context } from '#platform/context'
import type { LanguageModel } from '#platform/llm/model'
import { acceptWording } from './brain/assist/accept-wording.ts'
import { mayBeReworded, readWording, sureEnough, wordingTask } from './brain/assist/wording-task.ts'
import { respond, type Answer, type Brain } from './brain/respond.ts'
import type { Conversation } from './brain/understand/understand.ts'

/** What a model did with an answer; kept beside the message, which is also how calls are counted. */
export type ModelUse = 'worded' | 'refused' | 'failed'

export interface Worded {
  answer: Answer
  /** `undefined` when no model was asked. */
  model: ModelUse | undefined
}

/** The customer waits no longer than this for other words; then the rules' own go out (F28). */
const longestWaitMs = 7_500

/** More than so many at once, and the rules answer at once: a slow model never fills the queue. */
const mostAtOnce = 3

/** After so many failures in a row the model is left alone for a while. */
const mostFailures = 3
const restMs = 60_000

const state = { running: 0, failures: 0, restUntil: 0 }

/** The rules' answer, said by the language model where that is allowed, affordable and comes in time. */
export async function word(ctx: Context, brain: Brain, conversation: Conversation, answer: Answer, mayCall: () => Promise<boolean>): Promise<Worded> {
  const { llm } = ctx
  const now = performance.now()
  if (!llm || !mayBeReworded(answer) || state.running >= mostAtOnce || now < state.restUntil || !(await mayCall())) return { answer, model: undefined }
  const answers = [answer, ...otherReadings(brain, conversation, answer)]
  const said = await ask(ctx, llm, conversation, answers)
  if (said === undefined) return { answer, model: 'failed' }
  const wording = readWording(said)
  const chosen = wording ? answers[wording.choice] : undefined
  if (!wording || !chosen || !acceptWording(wording.reply, chosen, conversation.messages)) return { answer, model: 'refused' }
  return { answer: { ...chosen, reply: wording.reply }, model: 'worded' }
}

/** What the rules would have answered to the next likely readings, when they are not sure of the first. */
function otherReadings(brain: Brain, conversation: Conversation, answer: Answer): Answer[] {
  if (answer.confidence >= sureEnough) return []
  const others = answer.intents.slice(1, 3).map(({ intent }) => respond(brain, conversation, intent))
  return others.filter((other) => mayBeReworded(other) && other.reply !== answer.reply)
}

async function ask(ctx: Context, llm: LanguageModel, conversation: Conversation, answers: readonly Answer[]): Promise<string | undefined> {
  state.running++
  try {
    const text = await Promise.race([
      llm.complete({ ...wordingTask(conversation.messages, answers), maxTokens: 700, timeoutMs: longestWaitMs }),
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
