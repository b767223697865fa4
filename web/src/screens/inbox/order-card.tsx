import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call, type Answer } from '../../api/client.ts'
import { chatOrder as indonesian } from '../../locales/id/chat-order.ts'
import { wordsOf } from '../../locales/locale.ts'
import { useMay } from '../../session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { clockTime, longDate, rupiah } from '../../ui/format.ts'
import { statusTones } from '../orders/order-facts.ts'
import { PaymentWaiting } from '../orders/payment-waiting.tsx'
import { orderQuery, type Order } from '../orders/queries.ts'
import { useCancelOrder } from '../orders/use-cancel-order.ts'
import { salesWords } from '../orders/words.ts'

const cardWords = wordsOf(indonesian, async () => (await import('../../locales/en/chat-order.ts')).chatOrder)

/** What is being ordered in this chat, and what was: with the money to confirm and a way to take it back. */
export function OrderCard({ conversationId }: { conversationId: string }) {
  const words = cardWords()
  const mayWrite = useMay('orders.write')
  const cart = useQuery({ queryKey: ['chat-cart', conversationId], queryFn: () => call('getChatCart', { params: { conversationId } }) })
  const orders = useQuery({ queryKey: ['orders', 'of-chat', conversationId], queryFn: () => call('listOrders', { query: { conversationId, limit: 3 } }) })
  const hasCart = (cart.data?.lines.length ?? 0) > 0
  return (
    <section className="flex flex-col gap-2" aria-label={words.title}>
      <h2 className="font-semibold">{words.title}</h2>
      {cart.data && hasCart && <Cart cart={cart.data} />}
      {orders.data?.items.map((order) => <ChatOrder key={order.orderId} order={order} mayWrite={mayWrite} />)}
      {orders.data?.items.length === 0 && !hasCart && <p className="text-soft">{words.none}</p>}
      {mayWrite && (
        <Link to="/jualan/pesanan/baru" search={{ percakapan: conversationId }} className="inline-flex min-h-12 items-center justify-center rounded-box border border-line px-3 text-center font-semibold hover:bg-tint">
          {words.make}
        </Link>
      )}
    </section>
  )
}

function Cart({ cart }: { cart: Answer<'getChatCart'> }) {
  const words = cardWords()
  const where = cart.delivery === 'ship' ? words.ship(cart.city) : cart.delivery === 'pickup' ? words.pickup : ''
  return (
    <div className="flex flex-col gap-1 rounded-box bg-tint p-3">
      <p className="font-semibold">{words.cart}</p>
      <ul>
        {cart.lines.map((line) => (
          <li key={line.variantId} className="flex justify-between gap-2">
            <span className="min-w-0 wrap-anywhere">
              {line.quantity} × {line.name}
              {line.note && <span className="block text-sm text-soft">{line.note}</span>}
            </span>
            <span className="shrink-0 tabular">{line.unitPrice === null ? '' : rupiah(line.quantity * line.unitPrice)}</span>
          </li>
        ))}
      </ul>
      <p className="text-sm text-soft">{[where, cart.address, cart.day ? words.forDay(longDate(cart.day)) : '', cart.time, cart.customerName].filter(Boolean).join(' · ')}</p>
      {cart.total !== null && (
        <p className="flex justify-between font-bold tabular">
          <span>{words.total}</span>
          {rupiah(cart.total)}
        </p>
      )}
      <p role="status" className="text-sm">
        {cart.isReadBack ? words.waiting : words.gathering}
      </p>
    </div>
  )
}

function ChatOrder({ order, mayWrite }: { order: Order; mayWrite: boolean }) {
  const words = cardWords()
  const sales = salesWords().orders
  const isUnpaid = order.status === 'unpaid'
  const detail = useQuery({ ...orderQuery(order.orderId), enabled: isUnpaid })
  const cancel = useCancelOrder(order.orderId)
  const waiting = detail.data?.payments.filter((payment) => payment.status === 'waiting') ?? []
  return (
    <article aria-label={order.number} className="flex flex-col gap-2 rounded-box border border-line p-3">
      <p className="flex flex-wrap items-center justify-between gap-2">
        <span className="font-semibold tabular">{order.number}</span>
        <Badge tone={statusTones[order.status]}>{sales.statuses[order.status]}</Badge>
      </p>
      <ul>
        {order.lines.map((line) => (
          <li key={line.lineId} className="wrap-anywhere">
            {line.quantity} × {line.name}
            {line.note && <span className="block text-sm text-soft">{line.note}</span>}
          </li>
        ))}
      </ul>
      <p className="flex justify-between text-lg font-bold tabular">
        <span>{words.total}</span>
        {rupiah(order.total)}
      </p>
      {order.paidTotal > 0 && <p className="text-sm tabular">{words.paid(rupiah(order.paidTotal))}</p>}
      {isUnpaid && order.reservedUntil && <p className="text-sm text-soft">{words.held(clockTime(order.reservedUntil))}</p>}
      {waiting.map((payment) => (
        <PaymentWaiting key={payment.paymentId} payment={payment} />
      ))}
      <Link to="/jualan/pesanan/$orderId" params={{ orderId: order.orderId }} className="inline-flex min-h-12 items-center font-semibold text-primary underline">
        {words.open}
      </Link>
      {mayWrite && isUnpaid && (
        <Button isBusy={cancel.isPending} onClick={() => cancel.mutate()}>
          {words.cancel}
        </Button>
      )}
    </article>
  )
}
