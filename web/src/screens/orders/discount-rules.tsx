import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { CheckField, SelectField, TextField } from '../../ui/field.tsx'
import { Form, textOf } from '../../ui/form.tsx'
import { number, rupiah } from '../../ui/format.ts'
import { readRupiah } from '../../ui/money-input.ts'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { discountRulesQuery } from './queries.ts'
import { salesWords } from './words.ts'

const kinds = ['percent', 'per_piece', 'amount'] as const

/** The rules by which code lowers a price; nothing else does. */
export function DiscountRules() {
  const words = salesWords().money
  const rules = useQuery(discountRulesQuery).data?.items
  const [isOpen, setOpen] = useState(false)
  const queries = useQueryClient()
  const toast = useToast()
  const refresh = () => queries.invalidateQueries({ queryKey: ['discount-rule'] })
  const remove = useMutation({
    mutationFn: (discountRuleId: string) => call('removeDiscountRule', { params: { discountRuleId } }),
    onSuccess: async () => {
      await refresh()
      toast(words.removed)
    },
  })
  return (
    <Card title={words.discounts}>
      {rules?.length === 0 && <p className="text-soft">{words.noDiscounts}</p>}
      <ul className="divide-y divide-line">
        {rules?.map((rule) => (
          <li key={rule.discountRuleId} className="flex items-center justify-between gap-3">
            <span className="min-w-0">
              <span className="block truncate font-semibold">{[rule.name, rule.code].filter(Boolean).join(' · ')}</span>
              <span className="block text-sm text-soft tabular">{words.discountLine(words.discountKinds[rule.kind], rule.kind === 'percent' ? number(rule.value) : rupiah(rule.value), rule.minQuantity)}</span>
            </span>
            <IconButton label={`${words.remove}: ${rule.name}`} disabled={remove.isPending} onClick={() => remove.mutate(rule.discountRuleId)}>
              <Trash2 aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <Button onClick={() => setOpen(true)}>{words.addDiscount}</Button>
      {rules && rules.length > 0 && <ExportLinks list="discount-rules" />}
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={words.addDiscount}>
        <RuleForm
          onDone={() => {
            setOpen(false)
            void refresh()
          }}
        />
      </Dialog>
    </Card>
  )
}

function RuleForm({ onDone }: { onDone: () => void }) {
  const { money: words, newOrder } = salesWords()
  const [problem, setProblem] = useState<string>()
  const save = useMutation({
    mutationFn: ({ form, value }: { form: FormData; value: number }) =>
      call('addDiscountRule', {
        body: {
          name: textOf(form, 'name'),
          kind: kinds.find((kind) => kind === textOf(form, 'kind')) ?? 'percent',
          value,
          minQuantity: Number(textOf(form, 'minQuantity') || 0),
          minSubtotal: readRupiah(textOf(form, 'minSubtotal')) ?? 0,
          code: textOf(form, 'code') || null,
          startsOn: textOf(form, 'from') || null,
          endsOn: textOf(form, 'until') || null,
          oncePerCustomer: form.has('once'),
        },
      }),
    onSuccess: onDone,
  })
  const submit = (form: FormData) => {
    const value = readRupiah(textOf(form, 'value'))
    setProblem(value ? undefined : newOrder.moneyInvalid)
    if (value) save.mutate({ form, value })
  }
  return (
    <Form onSubmit={submit} action={words.addDiscount} isBusy={save.isPending} error={save.error}>
      <TextField name="name" label={words.discountName} required maxLength={100} />
      <div className="grid grid-cols-2 gap-3">
        <SelectField name="kind" label={words.discountKind}>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {words.discountKinds[kind]}
            </option>
          ))}
        </SelectField>
        <TextField name="value" label={words.discountValue} inputMode="numeric" required error={problem} />
        <TextField name="minQuantity" type="number" min={0} label={words.minQuantity} />
        <TextField name="minSubtotal" inputMode="numeric" label={words.minSubtotal} />
        <TextField name="from" type="date" label={words.from} />
        <TextField name="until" type="date" label={words.until} />
      </div>
      <TextField name="code" label={words.code} maxLength={60} />
      <CheckField name="once" label={words.oncePerCustomer} />
    </Form>
  )
}
