import { memo } from 'react'
import { useMessages } from '../../locales/locale.ts'
import { clockTime } from '../../ui/format.ts'
import { Sources } from '../assistant/sources.tsx'
import { Attachments } from './attachments.tsx'
import { DeliveryState } from './delivery-state.tsx'
import { EventLine } from './event-line.tsx'
import { MessageText } from './message-text.tsx'
import type { Message } from './messages-query.ts'
import { useMemberName } from './people.ts'
import { useProblemSentence } from './problem-sentence.ts'
import { assistantWords } from '../assistant/words.ts'

export interface MessageActions {
  teach(message: Message): void
  resend(message: Message): void
  sendSuggestion(message: Message): void
  editSuggestion(message: Message): void
}

interface MessageRowProps {
  message: Message
  /** The words that this message answers. */
  quoted: string | undefined
  /** A newer attempt exists, or the suggestion was used. */
  isDone: boolean
  mayWrite: boolean
  mayTeach: boolean
  actions: MessageActions
}

/** One entry of a conversation. Memoised: a chat of a thousand stays quick while one message changes. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message } = props
  if (message.direction === 'event') return <EventLine message={message} />
  return message.direction === 'note' ? <Note {...props} /> : <Bubble {...props} />
})

function Bubble({ message, quoted, isDone, mayWrite, mayTeach, actions }: MessageRowProps) {
  const { inbox } = useMessages()
  const assistant = assistantWords()
  const nameOf = useMemberName()
  const sentence = useProblemSentence()
  const isOwn = message.direction === 'outbound'
  const { kind } = message.author
  const name = kind === 'customer' ? inbox.customer : kind === 'assistant' ? inbox.assistant : nameOf(message.author.id)
  const isUnsettled = message.delivery === 'failed' || message.delivery === 'uncertain'
  const problem = message.error && isOwn ? sentence(message.error) : message.delivery === 'cancelled' && kind === 'assistant' ? inbox.assistantSilenced : undefined
  const look = message.delivery === 'cancelled' ? 'border border-dashed border-line text-soft' : isOwn ? 'rounded-br-sm bg-tint' : 'rounded-bl-sm bg-card shadow-box'
  return (
    <article className={`flex max-w-[85%] min-w-0 flex-col gap-0.5 py-1 sm:max-w-[75%] ${isOwn ? 'items-end self-end' : 'items-start self-start'}`}>
      <div className={`flex max-w-full min-w-0 flex-col gap-2 rounded-box px-3 py-2 ${look}`}>
        <span className={isOwn ? 'text-sm font-semibold text-primary' : 'sr-only'}>
          {name}
          <span className="sr-only">: </span>
        </span>
        {quoted !== undefined && (
          <blockquote className="line-clamp-2 border-l-4 border-primary pl-2 text-sm text-soft">
            <span className="sr-only">{inbox.inReplyTo}: </span>
            {quoted}
          </blockquote>
        )}
        <Attachments attachments={message.attachments} />
        <MessageText message={message} />
      </div>
      <p className="flex flex-wrap items-center gap-x-2 px-1 text-sm text-soft">
        <time dateTime={message.sentAt} className="tabular">
          {clockTime(message.sentAt)}
        </time>
        {message.editedAt && <span>{inbox.edited}</span>}
        {message.isLate && <span className="font-semibold text-accent">{inbox.late}</span>}
        {isOwn && message.delivery && <DeliveryState delivery={message.delivery} />}
      </p>
      {problem && <p className={`px-1 text-sm ${isOwn ? 'text-right' : ''}`}>{problem}</p>}
      {isUnsettled && isDone && <p className="px-1 text-sm text-soft">{inbox.resent}</p>}
      {isUnsettled && !isDone && mayWrite && <TextButton onClick={() => actions.resend(message)}>{inbox.resend}</TextButton>}
      {message.answer && (
        <div className="flex max-w-full min-w-0 items-start justify-end gap-x-4 px-1">
          <Sources sources={message.answer.sources} />
          {mayTeach && <TextButton onClick={() => actions.teach(message)}>{assistant.teach}</TextButton>}
        </div>
      )}
    </article>
  )
}

function Note({ message, isDone, mayWrite, mayTeach, actions }: MessageRowProps) {
  const { inbox } = useMessages()
  const assistant = assistantWords()
  const nameOf = useMemberName()
  const isSuggestion = message.kind === 'suggestion'
  const isOffered = isSuggestion && message.content['isOffered'] === true
  const title = isSuggestion ? (isOffered ? inbox.suggestion : inbox.watched) : `${nameOf(message.author.id)} · ${inbox.note}`
  return (
    <article className="my-1 flex w-full min-w-0 flex-col gap-1 self-center rounded-box bg-note px-3 py-2 text-on-note sm:w-[85%]">
      <p className="flex flex-wrap justify-between gap-x-3 text-sm font-semibold">
        {title}
        <time dateTime={message.sentAt} className="font-normal tabular">
          {clockTime(message.sentAt)}
        </time>
      </p>
      <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{message.text}</p>
      {isSuggestion && message.answer && (
        <div className="flex flex-wrap items-center gap-x-4 [&_*]:text-on-note">
          <Sources sources={message.answer.sources} />
          {mayTeach && <TextButton onClick={() => actions.teach(message)}>{assistant.teach}</TextButton>}
        </div>
      )}
      {isOffered && mayWrite && message.text !== '' && !isDone && (
        <div className="flex flex-wrap gap-2 pt-1">
          <button type="button" onClick={() => actions.sendSuggestion(message)} className="min-h-12 rounded-box bg-primary px-4 font-semibold text-on-primary">
            {inbox.sendSuggestion}
          </button>
          <button type="button" onClick={() => actions.editSuggestion(message)} className="min-h-12 rounded-box border border-current px-4 font-semibold">
            {inbox.editSuggestion}
          </button>
        </div>
      )}
      {isOffered && isDone && <p className="text-sm font-semibold">{inbox.usedSuggestion}</p>}
    </article>
  )
}

function TextButton({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <button type="button" onClick={onClick} className="min-h-12 shrink-0 text-sm font-semibold text-primary underline">
      {children}
    </button>
  )
}
