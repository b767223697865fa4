import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea, TextField } from '../../ui/field.tsx'
import { Form, Refusal, textOf } from '../../ui/form.tsx'
import { rupiah } from '../../ui/format.ts'
import { readRupiah } from '../../ui/money-input.ts'
import { useToast } from '../../ui/toast.tsx'
import { addToCart, linesOf, type CartLine } from './cart.ts'
import { CartLines } from './cart-lines.tsx'
import { GoodsPicker } from './goods-picker.tsx'
import type { OrderDetail } from './queries.ts'
import { salesWords } from './words.ts'

/** Other goods on an order that nobody has paid for, and then a text for the buyer, sent only when somebody says so. */
export function ChangeOrderLines({ order }: { order: OrderDetail }) {
  const words = salesWords().changeLines
  const mayWrite = useMay('orders.write')
  const [isOpen, setOpen] = useState(false)
  const [text, setText] = useState<string>()
  const isOpenOrder = (order.status === 'unpaid' || order.status === 'processing') && order.paidTotal === 0 && order.stockState === 'held'
  if (!mayWrite || (!isOpenOrder && text === undefined)) return null
  return (
    <>
      {isOpenOrder && <Button onClick={() => setOpen(true)}>{words.change}</Button>}
      {isOpen && <ChangeDialog order={order} onClose={() => setOpen(false)} onChanged={(told) => (setOpen(false), setText(told))} />}
      {text !== undefined && <TellBuyer order={order} text={text} onClose={() => setText(undefined)} />}
    </>
  )
}

function ChangeDialog({ order, onClose, onChanged }: { order: OrderDetail; onClose: () => void; onChanged: (text: string) => void }) {
  const words = salesWords()
  const queries = useQueryClient()
  const [cart, setCart] = useState<CartLine[]>(() => order.lines.map((line) => ({ key: line.lineId, name: line.name, quantity: line.quantity, unitPrice: line.unitPrice, available: null, isMadeToOrder: false, note: line.note, neededOn: line.neededOn, ...(line.variantId ? { variantId: line.variantId } : {}) })))
  const [fee, setFee] = useState('')
  const params = { orderId: order.orderId }
  const body = () => ({ ...linesOf(cart), ...(fee === '' ? {} : { shippingFee: readRupiah(fee) ?? order.shippingFee }) })
  const preview = useMutation({ mutationFn: () => call('previewOrderLines', { params, body: body() }) })
  const save = useMutation({
    mutationFn: () => call('changeOrderLines', { params, body: body() }),
    onSuccess: async ({ text }) => {
      await queries.invalidateQueries({ queryKey: ['orders'] })
      onChanged(text)
    },
  })
  const change = (lines: CartLine[]) => {
    preview.reset()
    setCart(lines)
  }
  const seen = preview.data
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.changeLines.title}
      footer={
        seen ? (
          <Button kind="primary" isWide isBusy={save.isPending} onClick={() => save.mutate()}>
            {words.changeLines.save(rupiah(seen.total))}
          </Button>
        ) : (
          <Button kind="primary" isWide disabled={cart.length === 0} isBusy={preview.isPending} onClick={() => preview.mutate()}>
            {words.changeLines.count}
          </Button>
        )
      }
    >
      <GoodsPicker onPick={(line) => change(addToCart(cart, line))} />
      <CartLines cart={cart} onChange={change} />
      {order.delivery === 'ship' && <TextField label={words.newOrder.fee} inputMode="numeric" autoComplete="off" placeholder={String(order.shippingFee)} value={fee} onChange={(event) => (preview.reset(), setFee(event.target.value))} />}
      {seen && (
        <p role="status" className="flex flex-wrap justify-between gap-x-3 font-bold tabular">
          <span>{words.changeLines.was(rupiah(order.total))}</span>
          <span>{words.changeLines.becomes(rupiah(seen.total))}</span>
        </p>
      )}
      <Refusal error={preview.error ?? save.error} />
    </Dialog>
  )
}

function TellBuyer({ order, text, onClose }: { order: OrderDetail; text: string; onClose: () => void }) {
  const words = salesWords().changeLines
  const toast = useToast()
  const [clientId] = useState(() => crypto.randomUUID())
  const mayChat = useMay('conversations.write')
  const { conversationId } = order
  const send = useMutation({
    mutationFn: (said: string) => call('sendMessage', { params: { conversationId: conversationId ?? '' }, body: { text: said, clientId } }),
    onSuccess: () => {
      toast(words.sent)
      onClose()
    },
  })
  return (
    <Dialog isOpen onClose={onClose} title={words.tell} footer={<Button kind="quiet" onClick={onClose}>{words.tellLater}</Button>}>
      {conversationId && mayChat ? (
        <Form onSubmit={(form) => send.mutate(textOf(form, 'text'))} action={words.send} isBusy={send.isPending} error={send.error}>
          <TextArea name="text" label={words.message} rows={8} maxLength={4_000} defaultValue={text} required />
        </Form>
      ) : (
        <Copyable title={words.message} text={text} />
      )}
    </Dialog>
  )
}
