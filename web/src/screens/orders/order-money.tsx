import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Form, textOf } from '../../ui/form.tsx'
import { rupiah, shortTime } from '../../ui/format.ts'
import { readRupiah } from '../../ui/money-input.ts'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { dueOf } from './order-facts.ts'
import { PaymentWaiting } from './payment-waiting.tsx'
import { providersQuery, type OrderDetail } from './queries.ts'
import { salesWords } from './words.ts'

/** The money of an order: what came, what is waited for, and asking for more. */
export function OrderMoney({ order }: { order: OrderDetail }) {
  const words = salesWords().order
  const [isAsking, setAsking] = useState(false)
  const mayWrite = useMay('orders.write')
  const shown = order.payments.filter((payment) => payment.status !== 'failed')
  // As those from files and marketplaces: paid there, or nobody wrote it down.
  const isOver = shown.length === 0 && order.status === 'completed'
  return (
    <Card title={words.money}>
      {shown.length === 0 && <p className="text-soft">{isOver ? words.moneyElsewhere : words.noMoney}</p>}
      <ul className="divide-y divide-line">
        {shown.map((payment) => (
          <li key={payment.paymentId} className="flex flex-col gap-2 py-2">
            <div className="flex items-baseline justify-between gap-3">
              <span>
                {words.providers[payment.provider] ?? payment.provider} · {words.kinds[payment.kind]}
                <span className="block text-sm text-soft">{[shortTime(payment.paidAt ?? payment.requestedAt), payment.note].filter(Boolean).join(' · ')}</span>
              </span>
              <span className="flex shrink-0 flex-col items-end gap-1 tabular">
                {rupiah(payment.amount)}
                <Badge tone={payment.status === 'paid' ? 'good' : payment.status === 'waiting' ? 'warn' : 'plain'}>{words.paymentStates[payment.status]}</Badge>
              </span>
            </div>
            {payment.status === 'waiting' && <PaymentWaiting payment={payment} />}
          </li>
        ))}
      </ul>
      {mayWrite && order.status !== 'cancelled' && dueOf(order) > 0 && (
        <Button kind={isOver ? 'quiet' : 'primary'} isWide onClick={() => setAsking(true)}>
          {words.ask}
        </Button>
      )}
      <Dialog isOpen={isAsking} onClose={() => setAsking(false)} title={words.askTitle}>
        <AskForm order={order} onDone={() => setAsking(false)} />
      </Dialog>
    </Card>
  )
}

function AskForm({ order, onDone }: { order: OrderDetail; onDone: () => void }) {
  const { order: words, newOrder } = salesWords()
  const queries = useQueryClient()
  const toast = useToast()
  const mayAskProviders = useMay('business.write')
  const providers = useQuery({ ...providersQuery, enabled: mayAskProviders }).data?.items
  // Who may not see the settings still takes cash; the server says when another means is not set up.
  const means = providers ?? Object.keys(words.providers).map((type) => ({ type, isOn: true }))
  const due = order.paidTotal === 0 && order.depositDue > 0 ? Math.min(order.depositDue, dueOf(order)) : dueOf(order)
  const [problem, setProblem] = useState<string>()
  const ask = useMutation({
    mutationFn: (given: { provider: string; amount: number }) => call('requestPayment', { params: { orderId: order.orderId }, body: given }),
    onSuccess: async (payment) => {
      await queries.invalidateQueries({ queryKey: ['orders'] })
      if (payment.status === 'paid') toast(words.confirmed)
      onDone()
    },
  })
  const submit = (form: FormData) => {
    const amount = readRupiah(textOf(form, 'amount'))
    setProblem(amount ? undefined : newOrder.moneyInvalid)
    if (amount) ask.mutate({ provider: textOf(form, 'provider'), amount })
  }
  return (
    <Form onSubmit={submit} action={words.doAsk} isBusy={ask.isPending} error={ask.error}>
      <SelectField name="provider" label={words.means}>
        {means.map(({ type, isOn }) => (
          <option key={type} value={type} disabled={!isOn}>
            {words.providers[type] ?? type}
            {isOn ? '' : ` (${words.notSet})`}
          </option>
        ))}
      </SelectField>
      <TextField name="amount" label={words.amount} inputMode="numeric" defaultValue={String(due)} error={problem} required />
    </Form>
  )
}
