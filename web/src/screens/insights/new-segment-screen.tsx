import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useDeferredValue, useMemo, useState, type FormEvent } from 'react'
import { call } from '../../api/client.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { fields, isList, isWindow, toRule, type Draft, type Field } from './conditions.ts'
import { previewQuery } from './queries.ts'
import { readRule } from './rule-words.ts'
import { People } from './segment-screen.tsx'
import { insightWords } from './words.ts'

const mostConditions = 10
const blank = (key: number): Draft => ({ key, field: 'orders', operator: 'atLeast', value: '2', days: '30' })

/** A group by conditions; how many fit and who is said while they are typed. */
export function NewSegmentScreen() {
  const words = insightWords()
  const [match, setMatch] = useState<'all' | 'any'>('all')
  const [drafts, setDrafts] = useState([blank(0)])
  const rule = useMemo(() => toRule(match, drafts), [match, drafts])
  const preview = useQuery(previewQuery(useDeferredValue(rule)))
  const save = useSave()
  const change = (key: number, changes: Partial<Draft>) => setDrafts((all) => all.map((draft) => (draft.key === key ? { ...draft, ...changes } : draft)))
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = new FormData(event.currentTarget).get('name')
    if (rule && typeof name === 'string') save.mutate({ name: name.trim(), rule })
  }
  return (
    <Page title={words.addSegment} back="/pelanggan/kelompok">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField name="name" label={words.name} required maxLength={60} autoFocus />
        <SelectField label={words.match} value={match} onChange={(event) => setMatch(event.target.value === 'any' ? 'any' : 'all')}>
          <option value="all">{words.matchAll}</option>
          <option value="any">{words.matchAny}</option>
        </SelectField>
        {drafts.map((draft, index) => (
          <ConditionLine key={draft.key} draft={draft} title={`${words.condition} ${index + 1}`} onChange={(changes) => change(draft.key, changes)} onRemove={drafts.length > 1 ? () => setDrafts((all) => all.filter((one) => one.key !== draft.key)) : undefined} />
        ))}
        {drafts.length < mostConditions && (
          <Button className="self-start" onClick={() => setDrafts((all) => [...all, blank(Math.max(...all.map((one) => one.key)) + 1)])}>
            {words.addCondition}
          </Button>
        )}
        <Card>
          <p aria-live="polite" className="text-lg font-bold">
            {rule ? (preview.data ? words.found(preview.data.count) : '…') : words.chooseSome}
          </p>
          {rule && <p className="text-soft">{words.rule}: {readRule(rule)}.</p>}
        </Card>
        <Button kind="primary" type="submit" isWide disabled={!rule} isBusy={save.isPending}>
          {words.save}
        </Button>
      </form>
      {rule && preview.data && preview.data.people.length > 0 && (
        <section className="flex flex-col gap-2">
          <h2 className="text-lg font-bold">{words.firstPeople}</h2>
          <People people={preview.data.people} />
        </section>
      )}
    </Page>
  )
}

function ConditionLine({ draft, title, onChange, onRemove }: { draft: Draft; title: string; onChange: (changes: Partial<Draft>) => void; onRemove: (() => void) | undefined }) {
  const words = insightWords()
  const { field, operator } = draft
  // A field is one of the list, which is all that the select offers.
  const setField = (next: Field) => onChange({ field: next, operator: isList(next) ? 'anyOf' : 'atLeast', value: isList(next) ? '' : '2' })
  const setOperator = (next: string) => onChange({ operator: next as Draft['operator'] })
  return (
    <fieldset className="grid gap-3 rounded-box border border-line p-3 sm:grid-cols-2">
      <legend className="px-1 font-semibold">{title}</legend>
      <SelectField label={words.condition} value={field} onChange={(event) => setField(event.target.value as Field)}>
        {fields.map((one) => (
          <option key={one} value={one}>
            {words.fields[one]}
          </option>
        ))}
      </SelectField>
      <SelectField label={words.comparison} value={operator} onChange={(event) => setOperator(event.target.value)}>
        {(isList(field) ? (['anyOf', 'noneOf'] as const) : (['atLeast', 'atMost'] as const)).map((one) => (
          <option key={one} value={one}>
            {words[one]}
          </option>
        ))}
      </SelectField>
      <TextField label={words.value} value={draft.value} inputMode={isList(field) ? 'text' : 'numeric'} hint={isList(field) ? words.valuesHint : undefined} onChange={(event) => onChange({ value: event.target.value })} />
      {isWindow(field) && <TextField label={words.within} value={draft.days} inputMode="numeric" onChange={(event) => onChange({ days: event.target.value })} />}
      {onRemove && (
        <IconButton label={`${words.removeCondition}: ${title}`} onClick={onRemove} className="justify-self-end sm:col-span-2">
          <Trash2 aria-hidden />
        </IconButton>
      )}
    </fieldset>
  )
}

function useSave() {
  const queries = useQueryClient()
  const toast = useToast()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (body: { name: string; rule: NonNullable<ReturnType<typeof toRule>> }) => call('addSegment', { body }),
    onSuccess: async ({ segmentId }) => {
      await queries.invalidateQueries({ queryKey: ['segments'], exact: true })
      await navigate({ to: '/pelanggan/kelompok/$segmentId', params: { segmentId } })
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
}
