import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { ApiError, call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { TextArea, TextField } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import type { CannedReply } from './canned-picker.tsx'
import { cannedRepliesQuery } from './queries.ts'

/** The shop's canned replies: add, change, delete with a way back. */
export function CannedDialog({ onClose }: { onClose: () => void }) {
  const { inbox } = useMessages()
  const replies = useQuery(cannedRepliesQuery)
  const queries = useQueryClient()
  const toast = useToast()
  const [edited, setEdited] = useState<CannedReply>()
  const refresh = () => queries.invalidateQueries({ queryKey: cannedRepliesQuery.queryKey })
  const remove = useMutation({
    mutationFn: ({ cannedReplyId }: CannedReply) => call('removeCannedReply', { params: { cannedReplyId } }),
    onSuccess: async (_, { shortcut, text }) => {
      await refresh()
      toast(inbox.cannedRemoved, { undo: () => void call('addCannedReply', { body: { shortcut, text } }).then(refresh) })
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  return (
    <Dialog isOpen onClose={onClose} title={inbox.manageCanned}>
      {replies.data?.items.length === 0 && <p className="text-soft">{inbox.noCanned}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {replies.data?.items.map((reply) => (
          <li key={reply.cannedReplyId} className="flex flex-wrap items-center gap-x-2 py-1">
            <span className="min-w-40 grow basis-0">
              <span className="block font-semibold">/{reply.shortcut}</span>
              <span className="line-clamp-2 text-sm text-soft">{reply.text}</span>
            </span>
            <Button kind="quiet" onClick={() => setEdited(reply)} aria-label={`${inbox.edit} ${reply.shortcut}`}>
              {inbox.edit}
            </Button>
            <Button kind="quiet" onClick={() => remove.mutate(reply)} aria-label={`${inbox.remove} ${reply.shortcut}`}>
              {inbox.remove}
            </Button>
          </li>
        ))}
      </ul>
      {replies.data && replies.data.items.length > 0 && <ExportLinks list="canned-replies" />}
      <CannedForm key={edited?.cannedReplyId ?? 'new'} reply={edited} slots={(replies.data?.variables ?? []).map((name) => `{{${name}}}`).join(', ')} onSaved={() => void refresh().then(() => setEdited(undefined))} />
    </Dialog>
  )
}

function CannedForm({ reply, slots, onSaved }: { reply: CannedReply | undefined; slots: string; onSaved: () => void }) {
  const { inbox, shell } = useMessages()
  const toast = useToast()
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? '')
  const [text, setText] = useState(reply?.text ?? '')
  const save = useMutation({
    mutationFn: () => (reply ? call('changeCannedReply', { params: { cannedReplyId: reply.cannedReplyId }, body: { shortcut, text } }) : call('addCannedReply', { body: { shortcut, text } })),
    onSuccess: () => {
      setShortcut('')
      setText('')
      toast(inbox.cannedSaved)
      onSaved()
    },
  })
  const problem = save.error instanceof ApiError ? save.error : undefined
  const fieldError = (pointer: string) => problem?.fields.find((field) => field.pointer === pointer)?.message
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 border-t border-line pt-3">
      <TextField
        label={inbox.shortcut}
        hint={inbox.shortcutHint}
        value={shortcut}
        onChange={(event) => setShortcut(event.target.value.toLowerCase().replace(/^\/|\s/g, ''))}
        required
        maxLength={40}
        autoCapitalize="none"
        error={fieldError('/shortcut') ?? (problem?.fields.length === 0 ? problem.message : undefined)}
      />
      <TextArea label={inbox.cannedText} hint={inbox.cannedTextHint(slots)} value={text} onChange={(event) => setText(event.target.value)} required maxLength={4_000} rows={3} error={fieldError('/text')} />
      <Button type="submit" kind="primary" isBusy={save.isPending}>
        {reply ? shell.save : inbox.addCanned}
      </Button>
    </form>
  )
}
