import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { call, type Answer } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import type { OutboxEntry } from '../../outbox/entry.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { templatesQuery } from './queries.ts'

type Template = Answer<'listTemplates'>['items'][number]
export type ChosenTemplate = NonNullable<OutboxEntry['template']>

interface TemplateDialogProps {
  channelId: string
  customerName: string
  onSend: (template: ChosenTemplate, preview: string) => void
  onClose: () => void
}

/** Chooses an approved text of the provider and fills its slots, beside what the customer will read. */
export function TemplateDialog({ channelId, customerName, onSend, onClose }: TemplateDialogProps) {
  const { inbox } = useMessages()
  const templates = useQuery(templatesQuery(channelId))
  const [chosenKey, setChosenKey] = useState('')
  const usable = templates.data?.items.filter((template) => template.status === 'APPROVED') ?? []
  const chosen = usable.find((template) => keyOf(template) === chosenKey) ?? usable[0]
  return (
    <Dialog isOpen onClose={onClose} title={inbox.chooseTemplate}>
      {templates.isPending && <Loading rows={2} />}
      {templates.isError && <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />}
      {templates.data && usable.length === 0 && <NoTemplates channelId={channelId} />}
      {chosen && (
        <>
          <SelectField label={inbox.templates} value={keyOf(chosen)} onChange={(event) => setChosenKey(event.target.value)}>
            {usable.map((template) => (
              <option key={keyOf(template)} value={keyOf(template)}>
                {template.name} ({template.language})
              </option>
            ))}
          </SelectField>
          <TemplateForm key={keyOf(chosen)} template={chosen} customerName={customerName} onSend={onSend} />
        </>
      )}
    </Dialog>
  )
}

const keyOf = ({ name, language }: Template) => `${name} ${language}`

function TemplateForm({ template, customerName, onSend }: { template: Template; customerName: string; onSend: TemplateDialogProps['onSend'] }) {
  const { inbox } = useMessages()
  const [values, setValues] = useState(() => template.variables.map((name) => (/^(1|nama|name)$/i.test(name) ? customerName : '')))
  const preview = template.body.replace(/\{\{\s*([^}|]+?)\s*(?:\|[^}]*)?\}\}/g, (slot, name: string) => values[template.variables.indexOf(name)]?.trim() || slot)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSend({ name: template.name, language: template.language, variables: values.map((value) => value.trim()) }, preview)
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      {template.variables.map((name, index) => (
        <TextField key={name} label={name} value={values[index] ?? ''} required maxLength={1_000} onChange={(event) => setValues(values.map((value, place) => (place === index ? event.target.value : value)))} />
      ))}
      <section aria-label={inbox.preview} className="flex flex-col gap-1">
        <h3 className="font-semibold">{inbox.preview}</h3>
        <p className="rounded-box rounded-bl-sm bg-tint px-3 py-2 whitespace-pre-wrap [overflow-wrap:anywhere]">{preview}</p>
      </section>
      <Button type="submit" kind="primary">
        {inbox.sendTemplate}
      </Button>
    </form>
  )
}

function NoTemplates({ channelId }: { channelId: string }) {
  const { inbox } = useMessages()
  const queries = useQueryClient()
  const maySync = useMay('channels.write')
  const sync = useMutation({
    mutationFn: () => call('syncTemplates', { params: { channelId } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: templatesQuery(channelId).queryKey }),
  })
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="font-semibold">{inbox.noTemplates}</p>
      <p className="text-soft">{inbox.noTemplatesText}</p>
      {sync.isError && (
        <p role="alert" className="font-semibold text-bad">
          {sync.error.message}
        </p>
      )}
      {maySync && (
        <Button kind="primary" onClick={() => sync.mutate()} isBusy={sync.isPending}>
          {inbox.syncTemplates}
        </Button>
      )}
    </div>
  )
}
