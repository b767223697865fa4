import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, textOf } from '../../ui/form.tsx'
import { longDate, shortTime } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import type { OrderDetail } from './queries.ts'
import { salesWords } from './words.ts'

/** The promised date with every earlier one. Only who may, moves it; the assistant reads it. */
export function OrderPromise({ order }: { order: OrderDetail }) {
  const { order: words, newOrder } = salesWords()
  const queries = useQueryClient()
  const toast = useToast()
  const mayMove = useMay('orders.promise')
  const [isOpen, setOpen] = useState(false)
  const move = useMutation({
    mutationFn: (form: FormData) => call('movePromise', { params: { orderId: order.orderId }, body: { promisedOn: textOf(form, 'promised') || null, reason: textOf(form, 'reason') } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['orders'] })
      setOpen(false)
      toast(words.promiseMoved)
    },
  })
  return (
    <Card title={words.promise}>
      <p className="font-semibold">{order.promisedOn ? [longDate(order.promisedOn), order.pickupTime].filter(Boolean).join(', ') : words.noPromise}</p>
      {order.promises.length > 1 && (
        <details>
          <summary className="min-h-12 content-center font-semibold text-primary">{words.promiseHistory}</summary>
          <ol className="flex flex-col gap-1">
            {order.promises.map((promise) => (
              <li key={promise.at}>
                {promise.promisedOn ? longDate(promise.promisedOn) : words.notPromised}
                <span className="block text-sm text-soft">{[shortTime(promise.at), promise.reason].filter(Boolean).join(' · ')}</span>
              </li>
            ))}
          </ol>
        </details>
      )}
      {mayMove && order.status !== 'completed' && order.status !== 'cancelled' && <Button onClick={() => setOpen(true)}>{words.movePromise}</Button>}
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={words.movePromise}>
        <Form onSubmit={(form) => move.mutate(form)} action={words.movePromise} isBusy={move.isPending} error={move.error}>
          <TextField name="promised" type="date" label={newOrder.promised} hint={newOrder.promisedHint} defaultValue={order.promisedOn ?? ''} />
          <TextField name="reason" label={words.promiseReason} maxLength={300} />
        </Form>
      </Dialog>
    </Card>
  )
}
