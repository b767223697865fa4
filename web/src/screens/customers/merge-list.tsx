import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { textOf } from '../../ui/form.tsx'
import { longDate } from '../../ui/format.ts'
import { useToast } from '../../ui/toast.tsx'
import type { Merge, Suggestion } from './relation-queries.ts'
import type { Customer } from './queries.ts'
import { relationWords } from './words.ts'

/** Each with its reasons; a merge is one tap and comes apart again with one. */
export function MergeList({ customer, suggestions, merges, mayChange }: { customer: Customer; suggestions: Suggestion[]; merges: Merge[]; mayChange: boolean }) {
  return (
    <ul className="divide-y divide-line">
      {suggestions.map((suggestion) => (
        <li key={suggestion.other.customerId} className="flex flex-col gap-2 py-3 first:pt-0">
          <SuggestionRow customer={customer} suggestion={suggestion} mayChange={mayChange} />
        </li>
      ))}
      {merges.map((merge) => (
        <li key={merge.mergeId} className="flex flex-wrap items-center justify-between gap-2 py-3 first:pt-0 last:pb-0">
          <MergeRow merge={merge} mayChange={mayChange} />
        </li>
      ))}
    </ul>
  )
}

function SuggestionRow({ customer, suggestion: { other, evidence, isWeak }, mayChange }: { customer: Customer; suggestion: Suggestion; mayChange: boolean }) {
  const relations = relationWords()
  const toast = useToast()
  const renew = useRenew()
  const [isAsking, setAsking] = useState(false)
  const name = other.name || other.phone || relations.nameless
  const fail = (error: Error) => toast(error.message, { isBad: true })
  const params = { customerId: customer.customerId }
  const undo = (mergeId: string) => void call('undoMerge', { params: { mergeId } }).then(renew).then(() => toast(relations.unmerged), fail)
  const merge = useMutation({
    mutationFn: (statement: string | undefined) => call('mergeCustomers', { params, body: { otherCustomerId: other.customerId, ...(statement ? { statement } : {}) } }),
    onSuccess: async ({ mergeId }) => {
      setAsking(false)
      toast(relations.mergeDone(name), { undo: () => undo(mergeId) })
      await renew()
    },
    onError: (error) => !isAsking && fail(error),
  })
  const refuse = useMutation({
    mutationFn: () => call('refuseMerge', { params, body: { otherCustomerId: other.customerId } }),
    onSuccess: async () => {
      toast(relations.markedDifferent, { undo: () => void call('allowMerge', { params: { ...params, otherCustomerId: other.customerId } }).then(renew, fail) })
      await renew()
    },
    onError: fail,
  })
  return (
    <>
      <Link to="/pelanggan/$customerId" params={{ customerId: other.customerId }} className="inline-flex min-h-12 items-center font-semibold text-primary underline">
        {name}
      </Link>
      <ul className="text-sm text-soft">
        {evidence.map((one) => (
          <li key={`${one.kind} ${one.value}`}>{reasonOf(relations.reasons, one)}</li>
        ))}
      </ul>
      {mayChange && (
        <div className="flex flex-wrap gap-2">
          <Button kind={isWeak ? 'plain' : 'primary'} isBusy={merge.isPending} onClick={() => (isWeak ? setAsking(true) : merge.mutate(undefined))}>
            {relations.merge}
          </Button>
          <Button isBusy={refuse.isPending} onClick={() => refuse.mutate()}>
            {relations.different}
          </Button>
        </div>
      )}
      {isAsking && <ReasonDialog name={name} onClose={() => setAsking(false)} onSubmit={merge.mutate} isBusy={merge.isPending} error={merge.error} />}
    </>
  )
}

/** A like name is no proof: the member writes how they know. */
function ReasonDialog({ name, onClose, onSubmit, isBusy, error }: { name: string; onClose: () => void; onSubmit: (statement: string) => void; isBusy: boolean; error: Error | null }) {
  const relations = relationWords()
  return (
    <FormDialog
      title={relations.mergeWeakTitle(name)}
      intro={<p>{relations.mergeWeakText}</p>}
      action={relations.merge}
      onSubmit={(form) => onSubmit(textOf(form, 'statement'))}
      onClose={onClose}
      isBusy={isBusy}
      error={error}
    >
      <TextField name="statement" label={relations.mergeReason} placeholder={relations.mergeReasonExample} required minLength={5} maxLength={500} autoFocus autoComplete="off" />
    </FormDialog>
  )
}

function MergeRow({ merge, mayChange }: { merge: Merge; mayChange: boolean }) {
  const relations = relationWords()
  const toast = useToast()
  const renew = useRenew()
  const undo = useMutation({
    mutationFn: () => call('undoMerge', { params: { mergeId: merge.mergeId } }),
    onSuccess: async () => {
      toast(relations.unmerged)
      await renew()
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  return (
    <>
      <span>
        {relations.mergeDone(merge.absorbedName || relations.nameless)}
        <span className="block text-sm text-soft">
          {[...merge.evidence.map((one) => reasonOf(relations.reasons, one)), merge.statement].filter(Boolean).join(' · ')} · {longDate(merge.mergedAt)}
        </span>
      </span>
      {mayChange && (
        <Button isBusy={undo.isPending} onClick={() => undo.mutate()}>
          {relations.unmerge}
        </Button>
      )}
    </>
  )
}

function reasonOf(words: { phone: Say; phoneTyped: Say; email: Say; card: Say; name: Say }, one: Suggestion['evidence'][number]): string {
  if (one.kind === 'phone') return one.isProven ? words.phone(one.value) : words.phoneTyped(one.value)
  if (one.kind === 'email') return words.email(one.value)
  return one.kind === 'parcel-card' ? words.card(one.value) : words.name(one.value)
}

type Say = (value: string) => string

function useRenew() {
  const queries = useQueryClient()
  return () => Promise.all(['customer', 'customers', 'conversations', 'data-quality'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
}
