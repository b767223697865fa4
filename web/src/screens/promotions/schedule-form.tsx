import { useState } from 'react'
import { TextField } from '../../ui/field.tsx'
import { Form, textOf } from '../../ui/form.tsx'
import { fieldOf, momentOf } from '../../ui/format.ts'
import { campaignWords } from './words.ts'

const dayMs = 86_400_000

/** When a campaign leaves; tomorrow at ten unless told. */
export function ScheduleForm({ isBusy, error, onChoose }: { isBusy: boolean; error: Error | null; onChoose: (startsAt: string) => void }) {
  const words = campaignWords()
  const [problem, setProblem] = useState<string>()
  const submit = (form: FormData) => {
    const startsAt = momentOf(textOf(form, 'at'))
    const isPast = Number.isNaN(startsAt.getTime()) || startsAt.getTime() <= Date.now()
    setProblem(isPast ? words.schedulePast : undefined)
    if (!isPast) onChoose(startsAt.toISOString())
  }
  return (
    <Form onSubmit={submit} action={words.schedule} isBusy={isBusy} error={error}>
      <TextField name="at" type="datetime-local" label={words.scheduleAt} hint={words.scheduleHint} error={problem} defaultValue={`${fieldOf(new Date(Date.now() + dayMs)).slice(0, 10)}T10:00`} required />
    </Form>
  )
}
