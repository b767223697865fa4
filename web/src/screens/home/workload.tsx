import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { number } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { homeQuery, type Home } from '../insights/queries.ts'
import { insightWords } from '../insights/words.ts'

/** What the assistant took over, with the owner's own minutes, and how fast customers are answered now and before. */
export function Workload({ home }: { home: Home }) {
  const words = insightWords()
  const mayChange = useMay('business.write')
  const [isChanging, setChanging] = useState(false)
  const { replies, minutesPerReply, minutes } = home.workload
  const [before, after] = [home.answers?.before, home.answers?.after]
  if (replies === 0 && !after) return null
  return (
    <Card title={words.workload}>
      {replies > 0 && <p>{words.saved(replies, number(minutesPerReply), words.duration(minutes * 60))}</p>}
      {after && <p>{before ? words.speed(words.duration(before.median), words.duration(after.median)) : words.speedNow(words.duration(after.median))}</p>}
      {mayChange && !isChanging && (
        <Button kind="quiet" className="self-start" onClick={() => setChanging(true)}>
          {words.change}
        </Button>
      )}
      {isChanging && <MinutesForm minutes={minutesPerReply} onDone={() => setChanging(false)} />}
    </Card>
  )
}

function MinutesForm({ minutes, onDone }: { minutes: number; onDone: () => void }) {
  const words = insightWords()
  const queries = useQueryClient()
  const toast = useToast()
  const save = useMutation({
    mutationFn: async (minutesPerReply: number) => call('saveInsightSettings', { body: { ...(await call('getInsightSettings')), minutesPerReply } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: homeQuery.queryKey })
      onDone()
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    save.mutate(Number(new FormData(event.currentTarget).get('minutes')))
  }
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
      <TextField name="minutes" type="number" inputMode="decimal" min={0.5} max={30} step={0.5} defaultValue={minutes} required label={words.minutesPerReply} />
      <Button kind="primary" type="submit" isBusy={save.isPending}>
        {words.save}
      </Button>
    </form>
  )
}
