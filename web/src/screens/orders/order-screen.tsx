import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { clockTime, longDate, rupiah } from '../../ui/format.ts'
import { Card, Page } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { ChangeOrderLines } from './order-lines-change.tsx'
import { OrderDetails } from './order-details.tsx'
import { dueOf, isDueToday, lateDays, nextStatus, statusTones } from './order-facts.ts'
import { OrderMoney } from './order-money.tsx'
import { OrderPapers } from './order-papers.tsx'
import { OrderShipment } from './order-shipment.tsx'
import { OrderPromise } from './order-promise.tsx'
import { OrderRefunds } from './order-refunds.tsx'
import { OrderReturn } from './order-return.tsx'
import { OrderStages } from './order-stages.tsx'
import { orderQuery, type OrderDetail } from './queries.ts'
import { useCancelOrder } from './use-cancel-order.ts'
import { salesWords } from './words.ts'

export function OrderScreen() {
  const words = salesWords()
  const { orderId = '' } = useParams({ strict: false })
  const order = useQuery(orderQuery(orderId))
  return (
    <Page title={order.data ? order.data.customerName || order.data.number : words.orders.title} back="/jualan/pesanan" isWide>
      {order.isPending && <Loading />}
      {order.isError && <ErrorState error={order.error} onRetry={() => void order.refetch()} />}
      {order.data && <OrderContent key={order.data.orderId} order={order.data} />}
    </Page>
  )
}

function OrderContent({ order }: { order: OrderDetail }) {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-4">
        <OrderHead order={order} />
        <OrderLines order={order} />
        <OrderRefunds order={order} />
        <OrderMoney order={order} />
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <OrderStages order={order} />
        <OrderPromise order={order} />
        {order.delivery === 'ship' && <OrderShipment order={order} />}
        <OrderPapers order={order} />
        <OrderDetails order={order} />
        <OrderEnds order={order} />
      </div>
    </div>
  )
}

function OrderHead({ order }: { order: OrderDetail }) {
  const words = salesWords()
  const mayWrite = useMay('orders.write')
  const { change } = useOrderChange(order)
  const next = nextStatus(order)
  const nextWord = next && (order.status === 'ready' && order.delivery !== 'ship' ? words.order.next.readyPickup : words.order.next[order.status as keyof typeof words.order.next])
  const late = lateDays(order)
  return (
    <Card>
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={statusTones[order.status]}>{words.orders.statuses[order.status]}</Badge>
        {late > 0 && <Badge tone="bad">{words.orders.isLate(late)}</Badge>}
        {isDueToday(order) && <Badge tone="warn">{words.orders.dueToday}</Badge>}
        <span className="text-soft">{[words.orders.sources[order.source] ?? order.source, order.number, longDate(order.placedAt)].join(' · ')}</span>
      </div>
      {order.phone && <p className="tabular">{order.phone}</p>}
      {order.conversationId && (
        <Link to="/chat/$conversationId" params={{ conversationId: order.conversationId }} className="inline-flex min-h-12 items-center font-semibold text-primary underline">
          {words.orders.sources['chat']}
        </Link>
      )}
      {order.status === 'unpaid' && order.reservedUntil && <p className="text-soft">{words.order.heldUntil(`${longDate(order.reservedUntil)} ${clockTime(order.reservedUntil)}`)}</p>}
      {order.cancelReason && <p className="text-soft">{words.order.cancelledBecause(order.cancelReason)}</p>}
      {mayWrite && next && nextWord && (
        <Button kind="primary" isWide isBusy={change.isPending} onClick={() => change.mutate(next)}>
          {nextWord}
        </Button>
      )}
    </Card>
  )
}

function OrderLines({ order }: { order: OrderDetail }) {
  const words = salesWords().order
  const due = dueOf(order)
  const sums = [
    [words.subtotal, order.subtotal],
    ...(order.discount === 0 ? [] : [[[words.discount, order.discountNote].filter(Boolean).join(': '), -order.discount] as const]),
    ...(order.shippingFee === 0 ? [] : [[words.shipping, order.shippingFee] as const]),
  ] as const
  return (
    <Card title={words.lines}>
      <ul className="divide-y divide-line">
        {order.lines.map((line) => (
          <li key={line.lineId} className="flex justify-between gap-3 py-2">
            <span className="min-w-0">
              <span className="block">
                {line.quantity} × {line.name}
              </span>
              <span className="block text-sm text-soft tabular">{[words.each(rupiah(line.unitPrice)), line.note, line.returnedQuantity > 0 && words.returned(line.returnedQuantity)].filter(Boolean).join(' · ')}</span>
            </span>
            <span className="shrink-0 tabular">{rupiah(line.quantity * line.unitPrice)}</span>
          </li>
        ))}
      </ul>
      <dl className="border-t border-line pt-2 tabular">
        {sums.map(([label, amount]) => (
          <Sum key={label} label={label} amount={amount} />
        ))}
        <Sum label={words.total} amount={order.total} isStrong />
        {order.feeTotal > 0 && <Sum label={words.fees} amount={-order.feeTotal} />}
        {order.paidTotal < order.depositDue && order.depositDue < order.total && <Sum label={words.kinds.deposit} amount={order.depositDue} />}
        {order.paidTotal > 0 && <Sum label={words.paid} amount={order.paidTotal} />}
        {order.paidTotal > 0 && due > 0 && order.status !== 'cancelled' && <Sum label={words.due} amount={due} isStrong />}
      </dl>
      <ChangeOrderLines order={order} />
    </Card>
  )
}

function Sum({ label, amount, isStrong = false }: { label: string; amount: number; isStrong?: boolean }) {
  return (
    <div className={`flex flex-wrap justify-between gap-x-3 ${isStrong ? 'text-lg font-bold' : ''}`}>
      <dt className={isStrong ? '' : 'text-soft'}>{label}</dt>
      <dd className="shrink-0">{rupiah(amount)}</dd>
    </div>
  )
}

/** Giving up and taking back, at the end of the page. */
function OrderEnds({ order }: { order: OrderDetail }) {
  const words = salesWords().order
  const mayWrite = useMay('orders.write')
  const cancel = useCancelOrder(order.orderId)
  if (!mayWrite) return null
  return (
    <>
      <OrderReturn order={order} />
      {order.status !== 'cancelled' && order.status !== 'completed' && (
        <Button kind="danger" isBusy={cancel.isPending} onClick={() => cancel.mutate()}>
          {words.cancel}
        </Button>
      )}
    </>
  )
}

function useOrderChange(order: OrderDetail) {
  const queries = useQueryClient()
  const toast = useToast()
  const refresh = () => queries.invalidateQueries({ queryKey: ['orders'] })
  const change = useMutation({
    mutationFn: (status: OrderDetail['status']) => call('updateOrder', { params: { orderId: order.orderId }, body: { status } }),
    onSuccess: async () => {
      await refresh()
      toast(salesWords().order.saved)
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  return { change }
}
