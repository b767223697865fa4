import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { TextField } from '../../ui/field.tsx'
import { fieldError, Form, textOf } from '../../ui/form.tsx'
import { rupiah } from '../../ui/format.ts'
import { readRupiah } from '../../ui/money-input.ts'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { assistantWords } from './words.ts'

interface Settings {
  mostPerMonth: number | null
  perAnswer: number
}

/** What the language model may cost in a month; shown where one is connected. */
export function ModelCosts() {
  const assistant = assistantWords()
  const queries = useQueryClient()
  const toast = useToast()
  const [isUnclear, setUnclear] = useState(false)
  const costs = useQuery({ queryKey: ['settings', 'model-costs'], queryFn: () => call('getModelCosts') })
  const save = useMutation({
    mutationFn: (body: Settings) => call('saveModelCosts', { body }),
    onSuccess: async () => {
      const before = costs.data
      await queries.invalidateQueries({ queryKey: ['settings', 'model-costs'] })
      toast(assistant.modelCostsSaved, before ? { undo: () => save.mutate({ mostPerMonth: before.mostPerMonth, perAnswer: before.perAnswer }) } : {})
    },
  })
  if (!costs.data?.isConnected) return null
  const { mostPerMonth, perAnswer, answersThisMonth, spentThisMonth, isLimitReached } = costs.data
  const submit = (form: FormData) => {
    const most = textOf(form, 'mostPerMonth')
    const settings = { mostPerMonth: most === '' ? null : readRupiah(most), perAnswer: readRupiah(textOf(form, 'perAnswer') || '0') }
    const { mostPerMonth: limit, perAnswer: cost } = settings
    setUnclear(limit === undefined || cost === undefined)
    if (limit !== undefined && cost !== undefined) save.mutate({ mostPerMonth: limit, perAnswer: cost })
  }
  return (
    <Card title={assistant.modelCosts}>
      <p>{assistant.modelSpent(answersThisMonth, rupiah(spentThisMonth), mostPerMonth === null ? undefined : rupiah(mostPerMonth))}</p>
      {isLimitReached && (
        <p role="status" className="font-semibold">
          {assistant.modelLimitReached}
        </p>
      )}
      <Form key={`${mostPerMonth} ${perAnswer}`} onSubmit={submit} action={assistant.saveModelCosts} isBusy={save.isPending} error={save.error}>
        <TextField name="mostPerMonth" inputMode="text" autoComplete="off" label={assistant.mostPerMonth} hint={assistant.mostPerMonthHint} defaultValue={mostPerMonth === null ? '' : String(mostPerMonth)} error={isUnclear ? assistant.amountUnclear : undefined} />
        <TextField name="perAnswer" inputMode="text" autoComplete="off" label={assistant.perAnswer} hint={assistant.perAnswerHint} defaultValue={perAnswer === 0 ? '' : String(perAnswer)} error={fieldError(save.error, '/perAnswer')} />
      </Form>
    </Card>
  )
}
