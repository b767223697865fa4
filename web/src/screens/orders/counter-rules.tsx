import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { TextField } from '../../ui/field.tsx'
import { Form, textOf } from '../../ui/form.tsx'
import { readRupiah } from '../../ui/money-input.ts'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { salesWords } from './words.ts'

/** How much staff may take off and give back at the counter without asking. */
export function CounterRules() {
  const { shell } = useMessages()
  const words = salesWords().money
  const queries = useQueryClient()
  const toast = useToast()
  const settings = useQuery({ queryKey: ['settings', 'counter'], queryFn: () => call('getCounterSettings') })
  const save = useMutation({
    mutationFn: (form: FormData) => call('saveCounterSettings', { body: { staffDiscountPercent: Number(textOf(form, 'percent')), staffRefundLimit: readRupiah(textOf(form, 'refund')) ?? 0 } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['settings', 'counter'] })
      toast(words.saved)
    },
  })
  if (!settings.data) return null
  return (
    <Card title={words.counterRules}>
      <Form onSubmit={(form) => save.mutate(form)} action={shell.save} isBusy={save.isPending} error={save.error}>
        <TextField name="percent" type="number" min={0} max={100} label={words.staffDiscount} hint={words.staffHint} defaultValue={settings.data.staffDiscountPercent} required />
        <TextField name="refund" inputMode="numeric" label={words.staffRefund} defaultValue={String(settings.data.staffRefundLimit)} required />
      </Form>
    </Card>
  )
}
