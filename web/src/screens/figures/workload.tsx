import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { number } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { insightWords } from '../insights/words.ts'
import { figuresQuery, type Figures } from './queries.ts'
import { figureWords } from './words.ts'

/** What the assistant took over, with the owner's own minutes. */
export function Workload({ workload: { replies, days, minutesPerReply, minutes } }: Pick<Figures, 'workload'>) {
  const words = figureWords()
  const { workload: title, duration } = insightWords()
  const mayChange = useMay('business.write')
  const [isChanging, setChanging] = useState(false)
  if (replies === 0) return null
  return (
    <Card title={title}>
      <p>{words.saved(replies, days, number(minutesPerReply), duration(minutes * 60))}</p>
      {mayChange && !isChanging && (
        <Button kind="quiet" className="-ml-4 self-start" onClick={() => setChanging(true)}>
          {words.change}
        </Button>
      )}
      {isChanging && <MinutesForm minutes={minutesPerReply} onDone={() => setChanging(false)} />}
    </Card>
  )
}

function MinutesForm({ minutes, onDone }: { minutes: number; onDone: () => void }) {
  const words = figureWords()
  const queries = useQueryClient()
  const toast = useToast()
  const save = useMutation({
    mutationFn: async (minutesPerReply: number) => call('saveInsightSettings', { body: { ...(await call('getInsightSettings')), minutesPerReply } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: figuresQuery.queryKey })
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
