import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useMemo, useState, type FormEvent } from 'react'
import { call } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { blankLine } from './condition-line.tsx'
import { toRule, type Group } from './conditions.ts'
import { GroupParts } from './condition-group.tsx'
import { previewQuery } from './queries.ts'
import { readRule } from './rule-words.ts'
import { People } from './segment-screen.tsx'
import { insightWords } from './words.ts'

const start: Group = { key: 0, match: 'all', isNot: false, parts: [blankLine(0)] }

/** A group by conditions; how many fit and who is said while they are typed. */
export function NewSegmentScreen() {
  const words = insightWords()
  const [group, setGroup] = useState(start)
  const rule = useMemo(() => toRule(group), [group])
  const preview = useQuery(previewQuery(useDeferredValue(rule)))
  const save = useSave()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = new FormData(event.currentTarget).get('name')
    if (rule && typeof name === 'string') save.mutate({ name: name.trim(), rule })
  }
  return (
    <Page title={words.addSegment} back="/pelanggan/kelompok">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField name="name" label={words.name} required maxLength={60} autoFocus />
        <GroupParts whole={group} group={group} change={setGroup} />
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
