import { useMutation, useQueryClient } from '@tanstack/react-query'
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
  const save = useMutation({
    mutationFn: (form: FormData) =>
      call('updateOrder', {
        params: { orderId: order.orderId },
        body: { note: textOf(form, 'note'), ...(order.delivery === 'ship' ? { courier: textOf(form, 'courier'), trackingNumber: textOf(form, 'tracking') || null, address: textOf(form, 'address'), city: textOf(form, 'city') } : { pickupTime: textOf(form, 'time') }) },
      }),
    onSuccess: async () => {
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
