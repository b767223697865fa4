import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { useMay } from '../../session.ts'
import { TextArea, TextField } from '../../ui/field.tsx'
import { Form, textOf } from '../../ui/form.tsx'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import type { OrderDetail } from './queries.ts'
import { salesWords } from './words.ts'

/** Courier, tracking number, address and note. */
export function OrderDetails({ order }: { order: OrderDetail }) {
  const { shell } = useMessages()
  const { order: words, newOrder } = salesWords()
  const queries = useQueryClient()
  const toast = useToast()
  const mayWrite = useMay('orders.write')
  // What the fields showed at first: others may write meanwhile, and a courier may tell a number.
  const [shown, setShown] = useState(() => detailsOf(order))
  const save = useMutation({
    mutationFn: (form: FormData) => {
      const typed = { note: textOf(form, 'note'), ...(order.delivery === 'ship' ? { courier: textOf(form, 'courier'), trackingNumber: textOf(form, 'tracking') || null, address: textOf(form, 'address'), city: textOf(form, 'city') } : { pickupTime: textOf(form, 'time') }) }
      const changed = Object.fromEntries(Object.entries(typed).filter(([name, value]) => shown[name as keyof typeof shown] !== value))
      return call('updateOrder', { params: { orderId: order.orderId }, body: { ...changed, before: shown } })
    },
    onSuccess: async (saved) => {
      setShown(detailsOf(saved))
      await queries.invalidateQueries({ queryKey: ['orders'] })
      toast(words.saved)
    },
  })
  return (
    <Card title={words.details}>
      <Form onSubmit={(form) => save.mutate(form)} {...(mayWrite ? { action: shell.save } : {})} isBusy={save.isPending} error={save.error}>
        {order.delivery === 'ship' ? (
          <>
            <div className="grid gap-4 sm:grid-cols-2">
              <TextField name="courier" label={words.courier} defaultValue={order.courier} disabled={!mayWrite} maxLength={100} />
              <TextField name="tracking" label={words.tracking} defaultValue={order.trackingNumber ?? ''} disabled={!mayWrite} maxLength={100} />
            </div>
            <TextArea name="address" rows={2} label={newOrder.address} defaultValue={order.address} disabled={!mayWrite} maxLength={1_000} />
            <TextField name="city" label={newOrder.city} defaultValue={order.city} disabled={!mayWrite} maxLength={100} />
          </>
        ) : (
          <TextField name="time" label={newOrder.time} defaultValue={order.pickupTime} disabled={!mayWrite} maxLength={40} />
        )}
        <TextArea name="note" rows={2} label={newOrder.note} defaultValue={order.note} disabled={!mayWrite} maxLength={2_000} />
      </Form>
    </Card>
  )
}

const detailsOf = ({ courier, trackingNumber, address, city, pickupTime, note }: OrderDetail) => ({ courier, trackingNumber, address, city, pickupTime, note })
