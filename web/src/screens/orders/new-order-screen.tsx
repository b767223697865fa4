import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { Form, textOf } from '../../ui/form.tsx'
import { readRupiah } from '../../ui/money-input.ts'
import { Card, Page } from '../../ui/page.tsx'
import { Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { addToCart, linesOf, type CartLine } from './cart.ts'
import { CartLines } from './cart-lines.tsx'
import { readNewOrderSearch } from './filter.ts'
import { GoodsPicker } from './goods-picker.tsx'
import { Shipping } from './shipping-choice.tsx'
import { salesWords } from './words.ts'

type Delivery = 'pickup' | 'ship'

/** What is known of an order before it is written down. */
interface Start {
  conversationId?: string
  customerId?: string
  name?: string
  phone?: string | null
  cart: CartLine[]
  delivery?: Delivery | null
  address?: string
  city?: string
  day?: string | null
  time?: string
}

/** Writes down an order that came by telephone, at the door, on paper, or in a chat with what was chosen there. */
export function NewOrderScreen() {
  const words = salesWords().newOrder
  const { percakapan: conversationId } = readNewOrderSearch(useSearch({ strict: false }))
  const start = useQuery({ queryKey: ['new-order-of', conversationId], queryFn: () => readStart(conversationId ?? ''), enabled: conversationId !== undefined, gcTime: 0, retry: false })
  const back = conversationId === undefined ? '/jualan/pesanan' : '/chat'
  return (
    <Page title={words.title} back={back}>
      {conversationId !== undefined && start.isPending && <Loading />}
      {(conversationId === undefined || start.isError) && <NewOrderForm start={{ cart: [] }} />}
      {start.data && <NewOrderForm start={start.data} />}
    </Page>
  )
}

async function readStart(conversationId: string): Promise<Start> {
  const params = { conversationId }
  const [conversation, chosen] = await Promise.all([call('getConversation', { params }), call('getChatCart', { params })])
  const cart = chosen.lines.map(({ variantId, name, quantity, note, unitPrice, isMadeToOrder }) => ({ key: variantId, variantId, name, quantity, note, unitPrice: unitPrice ?? 0, available: null, isMadeToOrder }))
  const { customerId, phone } = conversation.customer
  return { conversationId, customerId, name: chosen.customerName, phone, cart, delivery: chosen.delivery, address: chosen.address, city: chosen.city, day: chosen.day, time: chosen.time }
}

function NewOrderForm({ start }: { start: Start }) {
  const words = salesWords().newOrder
  const [cart, setCart] = useState<CartLine[]>(start.cart)
  const [delivery, setDelivery] = useState<Delivery>(start.delivery ?? 'pickup')
  const [problem, setProblem] = useState<string>()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const toast = useToast()
  const save = useMutation({
    mutationFn: (form: FormData) => call('placeOrder', { body: { ...toOrder(form, cart, delivery), ...sourceOf(start) } }),
    onSuccess: async (order) => {
      await queries.invalidateQueries({ queryKey: ['orders'] })
      toast(words.made(order.number))
      await navigate({ to: '/jualan/pesanan/$orderId', params: { orderId: order.orderId }, replace: true })
    },
  })
  const submit = (form: FormData) => {
    const isEmpty = cart.length === 0
    setProblem(isEmpty ? words.nothing : undefined)
    if (!isEmpty) save.mutate(form)
  }
  return (
    <Form onSubmit={submit} action={words.save} isBusy={save.isPending} error={save.error ?? (problem ? new Error(problem) : null)}>
      <Card title={words.goods}>
        <GoodsPicker onPick={(line) => setCart((all) => addToCart(all, line))} />
        <CartLines cart={cart} onChange={setCart} />
      </Card>
      <Card title={words.customer}>
        <TextField name="name" label={words.name} defaultValue={start.name} maxLength={200} required autoComplete="off" />
        <TextField name="phone" label={words.phone} defaultValue={start.phone ?? ''} hint={words.phoneHint} type="tel" maxLength={30} autoComplete="off" />
      </Card>
      <Card title={words.delivery}>
        <SelectField label={words.delivery} value={delivery} onChange={(event) => setDelivery(event.target.value === 'ship' ? 'ship' : 'pickup')}>
          <option value="pickup">{words.pickup}</option>
          <option value="ship">{words.ship}</option>
        </SelectField>
        {delivery === 'ship' && <Shipping cart={cart} address={start.address} city={start.city} />}
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField name="promised" type="date" defaultValue={start.day ?? ''} label={words.promised} hint={words.promisedHint} required={cart.some((line) => line.isMadeToOrder)} />
          <TextField name="time" label={words.time} defaultValue={start.time} placeholder="10.00" maxLength={40} />
        </div>
      </Card>
      <Card>
        <TextField name="code" label={words.voucher} hint={words.voucherHint} maxLength={60} autoComplete="off" />
        <TextField name="deposit" label={words.deposit} hint={words.depositHint} inputMode="numeric" />
        <TextArea name="note" label={words.note} rows={2} maxLength={2_000} />
        <p className="text-sm text-soft">{words.sumHint}</p>
      </Card>
    </Form>
  )
}

const sourceOf = ({ conversationId, customerId }: Start) => (conversationId && customerId ? { source: 'chat' as const, conversationId, customerId } : {})

function toOrder(form: FormData, cart: CartLine[], delivery: Delivery) {
  const rate = textOf(form, 'rate')
  const deposit = readRupiah(textOf(form, 'deposit'))
  const promisedOn = textOf(form, 'promised')
  return {
    customerName: textOf(form, 'name'),
    ...(textOf(form, 'phone') ? { phone: textOf(form, 'phone') } : {}),
    ...linesOf(cart),
    delivery,
    ...(delivery === 'ship' ? { address: textOf(form, 'address'), city: textOf(form, 'city') } : {}),
    // The address of a rate is our own JSON, made above.
    ...(delivery === 'ship' && rate ? { shipping: JSON.parse(rate) as { method: string; area: string } } : {}),
    ...(delivery === 'ship' && !rate ? { shippingFee: readRupiah(textOf(form, 'fee')) ?? 0, courier: textOf(form, 'courier') } : {}),
    ...(textOf(form, 'code') ? { code: textOf(form, 'code') } : {}),
    ...(promisedOn ? { promisedOn } : {}),
    ...(textOf(form, 'time') ? { pickupTime: textOf(form, 'time') } : {}),
    ...(deposit === undefined ? {} : { depositDue: deposit }),
    note: textOf(form, 'note'),
  }
}
