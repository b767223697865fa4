import { useMessages } from '../../locales/locale.ts'
import { Button } from '../../ui/button.tsx'
import { useMemberName, useOwnMemberId } from './people.ts'
import type { Conversation } from './queries.ts'
import type { ConversationActions } from './use-conversation-actions.ts'

/** Who answers now: the assistant, this reader, a colleague or nobody yet; with the summary when it was passed on. */
export function HandlerBanner({ conversation, actions, mayWrite }: { conversation: Conversation; actions: ConversationActions; mayWrite: boolean }) {
  const { inbox } = useMessages()
  const own = useOwnMemberId()
  const nameOf = useMemberName()
  const { handler, handoff, assignedMemberId, status, lastMessageDirection } = conversation
  const isMine = handler === 'person' && assignedMemberId === own
  const isWaiting = handler === 'person' && assignedMemberId === null && (status === 'waiting' || lastMessageDirection === 'inbound')
  const sentence = handler === 'assistant' ? inbox.assistantHas : isMine ? inbox.youHave : isWaiting ? inbox.nobodyHas : assignedMemberId ? inbox.memberHas(nameOf(assignedMemberId)) : inbox.personHas
  return (
    <section aria-label={sentence} className={`flex max-h-[30dvh] shrink-0 flex-wrap items-center gap-x-3 gap-y-1 overflow-y-auto border-b border-line px-4 py-1 ${isWaiting ? 'bg-note text-on-note' : 'bg-paper'}`}>
      <div className="min-w-40 grow basis-0 py-1">
        {handoff && handler === 'person' ? (
          <details className="group">
            <summary className="min-h-12 content-center">
              <strong>{inbox.reasons[handoff.reason] ?? inbox.handedOver}</strong>
              <span className="line-clamp-1 text-sm group-open:hidden">{handoff.summary}</span>
            </summary>
            <p className="max-h-32 overflow-y-auto pb-1 text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">{handoff.summary}</p>
          </details>
        ) : (
          <p className="text-sm">{sentence}</p>
        )}
      </div>
      {mayWrite && (
        <div className="flex flex-wrap gap-2">
          {!isMine && (
            <Button kind="primary" onClick={actions.takeOver} isBusy={actions.isBusy}>
              {inbox.takeOver}
            </Button>
          )}
          {handler === 'person' && (
            <Button onClick={actions.handBack} isBusy={actions.isBusy}>
              {inbox.handBack}
            </Button>
          )}
        </div>
      )}
    </section>
  )
}
