import type { Context } from '#platform/context'
import { askModel, isModelFree } from './asking.ts'
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

/** The rules' answer, said by the language model where that is allowed, affordable and comes in time. */
export async function word(ctx: Context, brain: Brain, conversation: Conversation, answer: Answer, mayCall: () => Promise<boolean>): Promise<Worded> {
  const { llm } = ctx
  if (!llm || !mayBeReworded(answer) || !isModelFree() || !(await mayCall())) return { answer, model: undefined }
  const answers = [answer, ...otherReadings(brain, conversation, answer)]
  const said = await askModel(ctx, llm, wordingTask(conversation.messages, answers))
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
