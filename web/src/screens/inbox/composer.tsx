import { Paperclip, SendHorizontal, Zap } from 'lucide-react'
import { lazy, Suspense, useId, useImperativeHandle, useRef, useState, type ChangeEvent, type ClipboardEvent, type FormEvent, type KeyboardEvent, type Ref } from 'react'
import { call } from '../../api/client.ts'
import { useMessages, withWords } from '../../locales/locale.ts'
import { readDraft, saveDraft } from '../../outbox/drafts.ts'
import type { NewEntry } from '../../outbox/use-outbox.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { useToast } from '../../ui/toast.tsx'
import { fileSize } from './attachments.tsx'
import { CannedPicker, useCannedMatches, type CannedReply } from './canned-picker.tsx'
import type { Conversation } from './queries.ts'
import { ChosenFile, WritingTabs, type Tab } from './writing-parts.tsx'
import { useWindow, WindowCountdown } from './window-notice.tsx'

export interface ComposerHandle {
  focus(tab: Tab): void
  /** Puts a text into the box to be changed before it is sent. */
  fill(text: string, tab?: Tab): void
}

/** Largest file that any channel takes; the server knows each channel's own limit. */
const mostFileBytes = 25 * 1_048_576

// Fetched when they are opened.
const CannedDialog = lazy(() => withWords(import('./canned-dialog.tsx')).then((file) => ({ default: file.CannedDialog })))
const TemplateDialog = lazy(() => withWords(import('./template-dialog.tsx')).then((file) => ({ default: file.TemplateDialog })))

/** Where replies and notes are written. What is typed is kept for each conversation, whatever happens. */
export function Composer({ conversation, onSend, ref }: { conversation: Conversation; onSend: (entry: NewEntry) => void; ref: Ref<ComposerHandle> }) {
  const { inbox } = useMessages()
  const { conversationId } = conversation
  const { hasTemplates } = conversation.channel
  const [tab, setTab] = useState<Tab>('reply')
  const [texts, setTexts] = useState(() => ({ reply: readDraft(conversationId, 'reply'), note: readDraft(conversationId, 'note') }))
  const [file, setFile] = useState<File>()
  const [active, setActive] = useState(0)
  const [isPickerClosed, setPickerClosed] = useState(true)
  const [dialog, setDialog] = useState<'template' | 'canned'>()
  const box = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const listId = useId()
  const toast = useToast()
  const freeWindow = useWindow(conversation.windowExpiresAt)
  const isShut = tab === 'reply' && freeWindow?.minutesLeft === 0
  const text = texts[tab]
  const matches = useCannedMatches(tab === 'reply' ? text : '')
  const shown = isPickerClosed ? undefined : matches

  const write = (next: string, into: Tab = tab) => {
    setTexts((all) => ({ ...all, [into]: next }))
    saveDraft(conversationId, into, next)
    setActive(0)
    setPickerClosed(false)
  }
  const focusOn = (next: Tab) => {
    setTab(next)
    box.current?.focus()
  }
  useImperativeHandle(ref, () => ({
    focus: focusOn,
    fill(next, into = 'reply') {
      write(next, into)
      focusOn(into)
    },
  }))

  const send = (event?: FormEvent) => {
    event?.preventDefault()
    const words = text.trim()
    if (isShut || (words === '' && !file)) return
    if (tab === 'note') onSend({ kind: 'note', text: words })
    else onSend(file ? { kind: 'file', text: words, file: { name: file.name, content: file } } : { kind: 'reply', text: words })
    write('')
    if (tab === 'reply') setFile(undefined)
    box.current?.focus()
  }
  const pick = (reply: CannedReply) => {
    const before = text
    call('fillCannedReply', { params: { cannedReplyId: reply.cannedReplyId }, query: { conversationId } }).then(
      (filled) => write(filled.text, 'reply'),
      (error: Error) => {
        write(before, 'reply')
        toast(error.message, { isBad: true })
      },
    )
  }
  /** A bare slash was ours, to open the list; it is not left behind as a draft. */
  const closeCanned = () => (text === '/' ? write('') : setPickerClosed(true))
  const toggleCanned = () => {
    if (shown) return closeCanned()
    if (text === '' || matches) return write(text || '/')
    setDialog('canned')
  }
  const manageCanned = () => {
    closeCanned()
    setDialog('canned')
  }
  const choose = (chosen: File | undefined) => {
    if (chosen && chosen.size > mostFileBytes) return toast(inbox.fileTooLarge(fileSize(mostFileBytes)), { isBad: true })
    setFile(chosen)
    box.current?.focus()
  }
  const chooseFromDisk = ({ target }: ChangeEvent<HTMLInputElement>) => {
    choose(target.files?.[0])
    // The same file may be chosen again after it was taken off.
    target.value = ''
  }
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method is composing, Enter belongs to it.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') return shown ? closeCanned() : event.currentTarget.blur()
    if (shown && shown.length > 0) {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
      if (step) {
        event.preventDefault()
        return setActive((active + step + shown.length) % shown.length)
      }
      const reply = shown[active]
      if (reply && (event.key === 'Enter' || event.key === 'Tab')) {
        event.preventDefault()
        return pick(reply)
      }
    }
    // Phones have a send button under the thumb, and Enter there begins a new line.
    if (event.key === 'Enter' && !event.shiftKey && matchMedia('(pointer: fine)').matches) {
      event.preventDefault()
      send()
    }
  }
  const paste = (event: ClipboardEvent) => {
    const [pasted] = event.clipboardData.files
    if (!pasted || tab === 'note') return
    event.preventDefault()
    choose(pasted)
  }
  return (
    <>
      <form onSubmit={send} className={`relative flex shrink-0 flex-col gap-1 border-t border-line px-3 pt-1 pb-[max(0.5rem,env(safe-area-inset-bottom))] ${tab === 'note' ? 'bg-note text-on-note' : 'bg-card'}`}>
        <div className="flex flex-wrap items-center gap-x-3">
          <WritingTabs tab={tab} onChange={(next) => focusOn(next)} />
          {tab === 'note' && <p className="text-sm">{inbox.noteHint}</p>}
          {tab === 'reply' && freeWindow && freeWindow.minutesLeft > 0 && <WindowCountdown minutesLeft={freeWindow.minutesLeft} />}
        </div>
        {isShut ? (
          <div className="flex flex-wrap items-center justify-between gap-2 py-1">
            <p className="min-w-40 grow basis-0">
              <span className="block font-semibold">{hasTemplates ? inbox.windowClosed : inbox.replyTimeOver}</span>
              <span className="text-soft">{hasTemplates ? inbox.windowClosedText : inbox.replyTimeOverText}</span>
            </p>
            {hasTemplates && (
              <Button kind="primary" onClick={() => setDialog('template')}>
                {inbox.chooseTemplate}
              </Button>
            )}
          </div>
        ) : (
          <>
            {file && tab === 'reply' && <ChosenFile file={file} onRemove={() => choose(undefined)} />}
            {shown && <CannedPicker id={listId} matches={shown} active={active} onPick={pick} onManage={manageCanned} />}
            <div className="flex flex-wrap items-end gap-1">
              {tab === 'reply' && (
                <>
                  <input ref={picker} type="file" aria-label={inbox.attach} tabIndex={-1} className="sr-only" onChange={chooseFromDisk} />
                  <IconButton label={inbox.attach} onClick={() => picker.current?.click()} className="-ml-2">
                    <Paperclip aria-hidden />
                  </IconButton>
                  <IconButton label={inbox.cannedReplies} aria-expanded={shown !== undefined} onClick={toggleCanned} className="-ml-2">
                    <Zap aria-hidden />
                  </IconButton>
                </>
              )}
              <textarea
                ref={box}
                aria-label={tab === 'reply' ? inbox.writeReply : inbox.writeNote}
                placeholder={tab === 'reply' ? inbox.writeReply : inbox.writeNote}
                value={text}
                rows={1}
                maxLength={tab === 'note' ? 5_000 : 20_000}
                aria-autocomplete={tab === 'reply' ? 'list' : undefined}
                aria-controls={shown ? listId : undefined}
                aria-activedescendant={shown && shown.length > 0 ? `${listId}-${active}` : undefined}
                onChange={(event) => write(event.target.value)}
                onKeyDown={press}
                onPaste={paste}
                className={`field-sizing-content max-h-40 min-h-12 min-w-36 flex-1 resize-none rounded-box border px-3 py-2.5 ${tab === 'note' ? 'border-current bg-note placeholder:text-on-note' : 'border-line bg-paper placeholder:text-soft'}`}
              />
              <Button type="submit" kind="primary" disabled={text.trim() === '' && !file} icon={<SendHorizontal aria-hidden />} className="shrink-0">
                <span className="sr-only sm:not-sr-only">{tab === 'note' ? inbox.saveNote : inbox.send}</span>
              </Button>
            </div>
          </>
        )}
      </form>
      <Suspense>
        {dialog === 'canned' && <CannedDialog onClose={() => setDialog(undefined)} />}
        {dialog === 'template' && (
          <TemplateDialog
            channelId={conversation.channel.channelId}
            customerName={conversation.customer.name}
            onClose={() => setDialog(undefined)}
            onSend={(template, preview) => {
              setDialog(undefined)
              onSend({ kind: 'template', text: preview, template })
            }}
          />
        )}
      </Suspense>
    </>
  )
}
