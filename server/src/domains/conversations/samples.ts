import type { Context } from '#platform/context'
import { newId } from '#platform/ids'
import { getChannel } from './channel-accounts.ts'
import { receiveItems } from './inbound.ts'

/** Example messages of one customer, each in turn, marked as examples. */
export async function receiveSample(ctx: Context, channelId: string, sample: { name: string; phone?: string; texts: string[]; at: Date }): Promise<void> {
  const threadId = `contoh-${newId()}`
  for (const [index, text] of sample.texts.entries()) {
    await ctx.transaction(async (tx) =>
      receiveItems(
        tx,
        await getChannel(tx, channelId),
        [
          {
            type: 'message',
            externalId: `${threadId}:${index}`,
            threadId,
            customer: { externalId: threadId, name: sample.name, ...(sample.phone ? { phone: sample.phone } : {}) },
            sentAt: new Date(sample.at.getTime() + index * 1_000),
            kind: 'text',
            text,
            content: {},
            attachments: [],
            wantsAnswer: true,
          },
        ],
        { isSample: true },
      ),
    )
  }
}
