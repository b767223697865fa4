import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import { call, type Answer } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { longDate, rupiah } from '../../ui/format.ts'
import { Card, Page } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'

const statuses = ['unpaid', 'processing', 'ready', 'shipped', 'completed', 'cancelled'] as const

export function OrderScreen() {
  const { orders: words } = useMessages()
  const { orderId = '' } = useParams({ strict: false })
  const order = useQuery({ queryKey: ['orders', 'one', orderId], queryFn: () => call('getOrder', { params: { orderId } }) })
  return (
    <Page title={order.data ? `${order.data.number} · ${order.data.customerName}` : words.title} back="/jualan/pesanan">
      {order.isPending && <Loading />}
      {order.isError && <ErrorState error={order.error} onRetry={() => void order.refetch()} />}
      {order.data && (
        <>
          <Card>
            <p className="text-soft">{longDate(order.data.placedAt)}</p>
            <ul className="divide-y divide-line">
              {order.data.lines.map((line, index) => (
                <li key={index} className="flex justify-between gap-3 py-2">
                  <span>
                    {line.quantity} × {line.name}
                  </span>
                  <span className="shrink-0 tabular">{rupiah(line.quantity * line.unitPrice)}</span>
                </li>
              ))}
            </ul>
            <Totals order={order.data} />
          </Card>
          <OrderForm key={order.data.orderId} order={order.data} />
        </>
      )}
    </Page>
  )
}

function Totals({ order }: { order: Answer<'getOrder'> }) {
  const { orders: words } = useMessages()
  const rows = [
    [words.subtotal, order.subtotal],
    ...(order.discount > 0 ? [[words.discount, -order.discount] as const] : []),
    [words.shipping, order.shippingFee],
  ] as const
  return (
    <dl className="border-t border-line pt-2 tabular">
      {rows.map(([label, amount]) => (
        <div key={label} className="flex justify-between">
          <dt className="text-soft">{label}</dt>
          <dd>{rupiah(amount)}</dd>
        </div>
      ))}
      <div className="flex justify-between text-lg font-bold">
        <dt>{words.total}</dt>
        <dd>{rupiah(order.total)}</dd>
      </div>
    </dl>
  )
}

function OrderForm({ order }: { order: Answer<'getOrder'> }) {
  const { orders: words, shell } = useMessages()
  const queries = useQueryClient()
  const toast = useToast()
  const mayWrite = useMay('orders.write')
  const save = useMutation({
    mutationFn: async (form: FormData) => {
      const text = (name: string) => String(form.get(name) ?? '').trim()
      const params = { orderId: order.orderId }
      await call('updateOrder', { params, body: { status: statuses.find((one) => one === text('status')) ?? order.status, courier: text('courier'), trackingNumber: text('tracking') || null } })
      const promisedOn = text('promised') || null
      if (promisedOn !== order.promisedOn) await call('movePromise', { params, body: { promisedOn } })
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['orders'] })
      toast(words.saved)
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    save.mutate(new FormData(event.currentTarget))
  }
  return (
    <Card>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <SelectField name="status" label={words.status} defaultValue={order.status} disabled={!mayWrite}>
          {statuses.map((one) => (
            <option key={one} value={one}>
              {words.statuses[one]}
            </option>
          ))}
        </SelectField>
        <TextField name="courier" label={words.courier} defaultValue={order.courier} disabled={!mayWrite} />
        <TextField name="tracking" label={words.tracking} defaultValue={order.trackingNumber ?? ''} disabled={!mayWrite} />
        <TextField name="promised" type="date" label={words.promised} hint={words.promisedHint} defaultValue={order.promisedOn ?? ''} disabled={!mayWrite} />
        {save.error && (
          <p role="alert" className="font-semibold text-bad">
            {save.error.message}
          </p>
        )}
        {mayWrite && (
          <Button type="submit" kind="primary" isWide isBusy={save.isPending}>
            {shell.save}
          </Button>
        )}
      </form>
    </Card>
  )
}
