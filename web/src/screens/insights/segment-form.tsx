import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState, type FormEvent } from 'react'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { toRule, type Group } from './conditions.ts'
import { GroupParts } from './condition-group.tsx'
import { previewQuery, type Rule } from './queries.ts'
import { readRule } from './rule-words.ts'
import { RuleFromWords } from './rule-from-words.tsx'
import { People } from './segment-screen.tsx'
import { insightWords } from './words.ts'

export interface SegmentInput {
  name: string
  rule: Rule
}

/** A group by conditions; how many fit and who is said while they are typed. */
export function SegmentForm({ name, start, isBusy, onSave }: { name: string; start: Group; isBusy: boolean; onSave: (segment: SegmentInput) => void }) {
  const words = insightWords()
  const toast = useToast()
  const [group, setGroup] = useState(start)
  const rule = useMemo(() => toRule(group), [group])
  const preview = useQuery(previewQuery(useDeferredValue(rule)))
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget).get('name')
    if (rule && typeof given === 'string') onSave({ name: given.trim(), rule })
  }
  const replace = (next: Group) => {
    setGroup(next)
    toast(words.ruleRead, { undo: () => setGroup(group) })
  }
  return (
    <>
      <RuleFromWords onRule={replace} />
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField name="name" label={words.name} defaultValue={name} required maxLength={60} />
        <GroupParts whole={group} group={group} change={setGroup} />
        <Card>
          <p aria-live="polite" className="text-lg font-bold">
            {rule ? (preview.data ? words.found(preview.data.count) : '…') : words.chooseSome}
          </p>
          {rule && <p className="text-soft">{words.rule}: {readRule(rule)}.</p>}
        </Card>
        <Button kind="primary" type="submit" isWide disabled={!rule} isBusy={isBusy}>
          {words.save}
        </Button>
      </form>
      {rule && preview.data && preview.data.people.length > 0 && (
        <section className="flex flex-col gap-2">
          <h2 className="text-lg font-bold">{words.firstPeople}</h2>
          <People people={preview.data.people} />
        </section>
      )}
    </>
  )
}
