import { CircleAlert, Clock, CloudOff } from 'lucide-react'
import { useMessages } from '../../locales/locale.ts'
import type { OutboxEntry } from '../../outbox/entry.ts'
import { useProblemSentence } from './problem-sentence.ts'

interface OutboxRowProps {
  entry: OutboxEntry
  isSending: boolean
  isDurable: boolean
  onRetry: () => void
  onEdit: () => void
  onDiscard: () => void
}

/** Something written here that the server does not have yet: never called sent, never lost. */
export function OutboxRow({ entry, isSending, isDurable, onRetry, onEdit, onDiscard }: OutboxRowProps) {
  const { inbox } = useMessages()
  const sentence = useProblemSentence()
  const { refusal } = entry
  return (
    <article className="flex max-w-[85%] min-w-0 flex-col items-end gap-0.5 self-end py-1 sm:max-w-[75%]">
      <div className={`flex max-w-full min-w-0 flex-col gap-1 rounded-box rounded-br-sm border border-dashed px-3 py-2 ${refusal ? 'border-bad' : 'border-primary'} ${entry.kind === 'note' ? 'bg-note text-on-note' : 'bg-tint'}`}>
        {entry.file && <p className="font-semibold break-words">{entry.file.name}</p>}
        {entry.text !== '' && <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{entry.text}</p>}
      </div>
      {refusal ? (
        <div role="alert" className="flex flex-col items-end gap-1">
          <p className="flex items-start gap-1 text-right text-sm">
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
            <span>
              <strong className="text-bad">{inbox.refusedHere}.</strong> {sentence(refusal)}
            </span>
          </p>
          <p className="flex flex-wrap justify-end gap-x-4 text-sm font-semibold">
            <button type="button" onClick={onRetry} className="min-h-12 text-primary underline">
              {refusal.code === 'conversations.someone_answered' ? inbox.sendAnyway : inbox.tryAgain}
            </button>
            {entry.kind !== 'template' && (
              <button type="button" onClick={onEdit} className="min-h-12 text-primary underline">
                {inbox.takeBack}
              </button>
            )}
            <button type="button" onClick={onDiscard} className="min-h-12 text-bad underline">
              {inbox.discard}
            </button>
          </p>
        </div>
      ) : (
        <p className="flex items-center gap-1 px-1 text-sm text-soft">
          {isSending ? <Clock aria-hidden className="size-4 shrink-0" /> : <CloudOff aria-hidden className="size-4 shrink-0" />}
          {isSending ? inbox.sendingNow : isDurable ? inbox.waitingOnDevice : inbox.onlyInMemory}
        </p>
      )}
    </article>
  )
}
