import type { Services } from '#platform/context'
import type { Channel, OutboundMessage, SendOutcome } from '../channel.ts'
import { compose } from './compose.ts'
import { problemOfReply } from './problems.ts'
import { openOutlet, replyIn } from './smtp.ts'

export async function send(channel: Channel, message: OutboundMessage, services: Services): Promise<SendOutcome> {
  const mail = await compose(channel, message, services.clock.now())
  const outlet = await openOutlet(channel, services)
  if ('problem' in outlet) return outlet.problem.retryable ? { outcome: 'wait', problem: outlet.problem } : { outcome: 'rejected', problem: outlet.problem }
  try {
    await outlet.send({ from: mail.from, to: [mail.to] }, mail.raw)
    return { outcome: 'accepted', externalId: mail.messageId }
  } catch (error) {
    const reply = replyIn(error)
    // The server said no: nothing was taken. Silence after the mail was handed over says nothing.
    if (!reply) return { outcome: 'uncertain', detail: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' }
    const problem = problemOfReply(reply.code, reply.text, reply.isAboutRecipient)
    return problem.retryable ? { outcome: 'wait', problem } : { outcome: 'rejected', problem }
  } finally {
    outlet.close()
  }
}
