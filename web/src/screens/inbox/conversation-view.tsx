import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { call } from '../../api/client.ts'
import { useMessages, withWords } from '../../locales/locale.ts'
import { useOutbox, type NewEntry } from '../../outbox/use-outbox.ts'
import { useMay } from '../../session.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Composer, type ComposerHandle } from './composer.tsx'
import { ConversationHeader } from './conversation-header.tsx'
import { DetailsPane } from './details-pane.tsx'
import { HandlerBanner } from './handler-banner.tsx'
import { MessageList, suggestionClientId } from './message-list.tsx'
import type { MessageActions } from './message-row.tsx'
import { loadOlder, messagesQuery, type Message } from './messages-query.ts'
import { OutboxRow } from './outbox-row.tsx'
import type { Conversation } from './queries.ts'
import { useShortcuts } from './shortcuts.ts'
import { useConversationActions } from './use-conversation-actions.ts'

// Fetched when it is opened: reading a conversation must be quick.
const TeachDialog = lazy(() => withWords(import('../assistant/teach-dialog.tsx')).then((file) => ({ default: file.TeachDialog })))

/** Messages, what waits on this device, the writing box, and the customer beside it where there is room. */
export function ConversationView({ conversation }: { conversation: Conversation }) {
  const { inbox } = useMessages()
  const { conversationId } = conversation
  const queries = useQueryClient()
  const toast = useToast()
  const mayWrite = useMay('conversations.write')
  const mayTeach = useMay('assistant.write')
  const messages = useQuery(messagesQuery(conversationId))
  const items = messages.data?.items
  const actions = useConversationActions(conversation)
  const outbox = useOutbox(conversationId)
  const composer = useRef<ComposerHandle>(null)
  const [taught, setTaught] = useState<Message>()
  const [isDetailed, setDetailed] = useState(false)
  const older = useMutation({ mutationFn: () => loadOlder(queries, conversationId) })
  useMarkRead(conversation, mayWrite)

  const send = (entry: NewEntry) => {
    const seenMessageId = newestId(items)
    outbox.add(seenMessageId && entry.kind !== 'note' ? { ...entry, seenMessageId } : entry)
  }
  const latestSend = useRef(send)
  useEffect(() => {
    latestSend.current = send
  })
  const onMessage = useMemo<MessageActions>(
    () => ({
      teach: setTaught,
      resend: ({ messageId }) =>
        void call('resendMessage', { params: { messageId } })
          .catch((error: Error) => toast(error.message, { isBad: true }))
          .then(() => queries.invalidateQueries({ queryKey: ['messages', conversationId] })),
      sendSuggestion: (message) => latestSend.current({ kind: 'reply', text: message.text, clientId: suggestionClientId(message.messageId) }),
      editSuggestion: (message) => composer.current?.fill(message.text),
    }),
    [conversationId, queries, toast],
  )
  useShortcuts(
    mayWrite
      ? { r: () => composer.current?.focus('reply'), n: () => composer.current?.focus('note'), a: () => actions.assignToMe(), e: actions.toggleClosed }
      : {},
  )

  const name = conversation.customer.name || inbox.namelessCustomer
  const stored = new Set(items?.map((message) => message.clientId))
  const waiting = outbox.entries.filter((entry) => !stored.has(entry.clientId))
  return (
    <section aria-label={inbox.conversationWith(name)} className="flex h-full min-h-0">
      {/* With very large text the parts do not fit one window: then the whole column scrolls. */}
      <div className="flex min-w-0 grow flex-col overflow-y-auto">
        <ConversationHeader conversation={conversation} actions={actions} mayWrite={mayWrite} onDetails={() => setDetailed(true)} />
        <HandlerBanner conversation={conversation} actions={actions} mayWrite={mayWrite} />
        {messages.data ? (
          <MessageList
            name={name}
            messages={messages.data}
            isLoadingOlder={older.isPending}
            onOlder={() => older.isPending || older.mutate()}
            mayWrite={mayWrite}
            mayTeach={mayTeach}
            actions={onMessage}
            ownCount={outbox.entries.length}
          >
            {waiting.map((entry) => (
              <OutboxRow
                key={entry.clientId}
                entry={entry}
                isSending={outbox.sending.has(entry.clientId)}
                isDurable={outbox.isDurable}
                onRetry={() => void outbox.retry(entry.clientId, { seenMessageId: undefined })}
                onEdit={() => {
                  composer.current?.fill(entry.text, entry.kind === 'note' ? 'note' : 'reply')
                  void outbox.discard(entry.clientId)
                }}
                onDiscard={() => {
                  void outbox.discard(entry.clientId)
                  toast(inbox.discarded, { undo: () => outbox.add(entry) })
                }}
              />
            ))}
          </MessageList>
        ) : (
          <div className="min-h-0 grow overflow-y-auto">{messages.isError ? <ErrorState error={messages.error} onRetry={() => void messages.refetch()} /> : <Loading rows={4} />}</div>
        )}
        {mayWrite ? <Composer ref={composer} conversation={conversation} onSend={send} /> : <p className="border-t border-line bg-card px-4 py-3 text-soft">{inbox.mayNotWrite}</p>}
      </div>
      <aside aria-label={inbox.details} className="hidden w-72 shrink-0 overflow-y-auto border-l border-line bg-card p-4 xl:block">
        <DetailsPane conversation={conversation} actions={actions} mayWrite={mayWrite} />
      </aside>
      <Dialog isOpen={isDetailed} onClose={() => setDetailed(false)} title={name}>
        <DetailsPane conversation={conversation} actions={actions} mayWrite={mayWrite} />
      </Dialog>
      <Suspense>
        {taught && <TeachDialog question={questionBefore(items ?? [], taught)} answer={taught.text} messageId={taught.messageId} onClose={() => setTaught(undefined)} />}
      </Suspense>
    </section>
  )
}

/** Reading is what a visible, open conversation means; a hidden tab reads nothing. */
function useMarkRead({ conversationId, unreadCount }: Conversation, mayWrite: boolean): void {
  useEffect(() => {
    if (!mayWrite || unreadCount === 0) return
    const mark = () => {
      if (document.visibilityState === 'visible') call('markConversationRead', { params: { conversationId } }).catch(() => {})
    }
    mark()
    document.addEventListener('visibilitychange', mark)
    return () => document.removeEventListener('visibilitychange', mark)
  }, [conversationId, unreadCount, mayWrite])
}

/** Ids grow with the time of arrival, which is what the server compares. */
function newestId(items: Message[] | undefined): string | undefined {
  return items?.reduce((newest, { messageId }) => (messageId > newest ? messageId : newest), '') || undefined
}

/** What the customer asked before the assistant said this. */
function questionBefore(items: Message[], answer: Message): string {
  const { inReplyTo } = answer.content
  const asked = items.find((message) => message.messageId === inReplyTo) ?? items.slice(0, items.indexOf(answer)).findLast((message) => message.direction === 'inbound')
  return asked?.text ?? ''
}
