import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CheckField, TextField } from '../../ui/field.tsx'
import { Form, textOf } from '../../ui/form.tsx'
import { readRupiah } from '../../ui/money-input.ts'
import { useToast } from '../../ui/toast.tsx'
import type { OrderDetail } from './queries.ts'
import { salesWords } from './words.ts'

/** Goods that come back from an order that has left the shop. */
export function OrderReturn({ order }: { order: OrderDetail }) {
  const words = salesWords().order
  const queries = useQueryClient()
  const toast = useToast()
  const [isOpen, setOpen] = useState(false)
  const left = order.lines.filter((line) => line.returnedQuantity < line.quantity)
  const save = useMutation({
    mutationFn: (form: FormData) => {
      const lines = left.map((line) => ({ lineId: line.lineId, quantity: Number(textOf(form, line.lineId) || 0) })).filter((line) => line.quantity > 0)
      return call('returnOrder', { params: { orderId: order.orderId }, body: { lines, isRestocked: form.has('restock'), reason: textOf(form, 'reason'), refund: readRupiah(textOf(form, 'refund')) ?? 0 } })
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['orders'] })
      setOpen(false)
      toast(words.returnSaved)
    },
  })
  if ((order.status !== 'shipped' && order.status !== 'completed') || left.length === 0) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.giveBack}</Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={words.giveBackTitle}>
        <Form onSubmit={(form) => save.mutate(form)} action={words.giveBack} isBusy={save.isPending} error={save.error}>
          {left.map((line) => (
            <TextField key={line.lineId} name={line.lineId} type="number" min={0} max={line.quantity - line.returnedQuantity} inputMode="numeric" label={words.quantity(line.name, line.quantity - line.returnedQuantity)} defaultValue="0" />
          ))}
          <CheckField name="restock" label={words.restock} defaultChecked />
          <TextField name="refund" label={words.refund} inputMode="numeric" defaultValue="0" />
          <TextField name="reason" label={words.reason} maxLength={500} />
        </Form>
      </Dialog>
    </>
  )
}
