import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CheckField, TextField } from '../../ui/field.tsx'
import { labelsQuery, type Conversation } from './queries.ts'

/** Ticks the labels of one conversation, and makes new ones. */
export function LabelsDialog({ conversation, onSave, onClose }: { conversation: Conversation; onSave: (add: string[], remove: string[]) => void; onClose: () => void }) {
  const { inbox, shell } = useMessages()
  const labels = useQuery(labelsQuery)
  const queries = useQueryClient()
  // What a colleague changes meanwhile is no wish of this member.
  const [before] = useState(conversation.labels)
  const [chosen, setChosen] = useState(before)
  const [name, setName] = useState('')
  const add = useMutation({
    mutationFn: () => call('addLabel', { body: { name: name.trim() } }),
    onSuccess: async (label) => {
      setChosen((all) => [...all, label.name])
      setName('')
      await queries.invalidateQueries({ queryKey: labelsQuery.queryKey })
    },
  })
  // Labels that a conversation carries may be gone from the list.
  const names = [...new Set([...(labels.data?.items.map((label) => label.name) ?? []), ...chosen])]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') add.mutate()
  }
  const save = () => {
    onSave(chosen.filter((label) => !before.includes(label)), before.filter((label) => !chosen.includes(label)))
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={inbox.editLabels}
      footer={
        <>
          <Button onClick={onClose}>{shell.cancel}</Button>
          <Button kind="primary" onClick={save}>
            {shell.save}
          </Button>
        </>
      }
    >
      {names.length === 0 && <p className="text-soft">{inbox.noLabels}</p>}
      <div>
        {names.map((one) => (
          <CheckField key={one} label={one} checked={chosen.includes(one)} onChange={(event) => setChosen(event.target.checked ? [...chosen, one] : chosen.filter((label) => label !== one))} />
        ))}
      </div>
      <form onSubmit={submit} className="flex flex-col gap-2">
        <TextField label={inbox.newLabel} value={name} maxLength={40} onChange={(event) => setName(event.target.value)} error={add.error?.message} />
        <Button type="submit" isBusy={add.isPending} disabled={name.trim() === ''}>
          {inbox.addLabel}
        </Button>
      </form>
    </Dialog>
  )
}
