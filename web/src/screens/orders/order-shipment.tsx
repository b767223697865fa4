import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type Answer } from '../../api/client.ts'
import { shipments as indonesian } from '../../locales/id/shipments.ts'
import { useMessages, wordsOf } from '../../locales/locale.ts'
import { useMay } from '../../session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Form, Refusal, textOf } from '../../ui/form.tsx'
import { rupiah } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import type { OrderDetail } from './queries.ts'

const shipmentWords = wordsOf(indonesian, async () => (await import('../../locales/en/shipments.ts')).shipments)

type Shipment = Answer<'listShipments'>['items'][number]

/** The courier of an order: booked here, followed here, and asked about when the booking was not answered. */
export function OrderShipment({ order }: { order: OrderDetail }) {
  const words = shipmentWords()
  const mayWrite = useMay('orders.write')
  const shipments = useQuery({ queryKey: ['orders', 'shipments', order.orderId], queryFn: () => call('listShipments', { params: { orderId: order.orderId } }) })
  const items = shipments.data?.items ?? []
  const isOpen = order.status !== 'completed' && order.status !== 'cancelled' && order.status !== 'shipped'
  const isBookable = mayWrite && isOpen && shipments.data !== undefined && items.every((one) => one.status === 'rejected' || one.status === 'cancelled')
  if (items.length === 0 && !isBookable) return null
  return (
    <Card title={words.title}>
      <ul className="flex flex-col gap-3">
        {items.map((shipment) => (
          <ShipmentRow key={shipment.shipmentId} shipment={shipment} mayWrite={mayWrite} />
        ))}
      </ul>
      {isBookable && order.trackingNumber && <FollowWaybill orderId={order.orderId} waybill={order.trackingNumber} />}
      {isBookable && !order.trackingNumber && <Booking order={order} />}
    </Card>
  )
}

function ShipmentRow({ shipment, mayWrite }: { shipment: Shipment; mayWrite: boolean }) {
  const words = shipmentWords()
  const { shell } = useMessages()
  const toast = useToast()
  const queries = useQueryClient()
  const params = { shipmentId: shipment.shipmentId }
  const settle = useMutation({
    mutationFn: (waybill: string | null) => call('settleShipment', { params, body: { waybill } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['orders'] })
      toast(words.settled)
    },
  })
  const track = useMutation({ mutationFn: () => call('trackShipment', { params }), onSuccess: () => toast(words.tracking), onError: (error) => toast(error.message, { isBad: true }) })
  const cancel = useMutation({
    mutationFn: () => call('cancelShipment', { params }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['orders'] })
      toast(words.cancelled)
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  const isFollowed = shipment.price === null && shipment.provider === 'rajaongkir'
  const isOpen = shipment.status === 'uncertain' || shipment.status === 'attempting'
  const tone = shipment.tracking === 'delivered' ? 'good' : shipment.status === 'booked' && shipment.tracking !== 'problem' && shipment.tracking !== 'returning' ? 'plain' : 'bad'
  return (
    <li className="flex flex-col gap-2">
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-semibold">{shipment.service.replace(':', ' ').toUpperCase()}</span>
        <Badge tone={tone}>{(shipment.status === 'booked' && words.trackings[shipment.tracking]) || words.statuses[shipment.status]}</Badge>
      </span>
      <span className="text-sm text-soft tabular">{[shipment.waybill && words.waybill(shipment.waybill), shipment.price !== null && rupiah(shipment.price)].filter(Boolean).join(' · ')}</span>
      {shipment.problem && (
        <details className="text-sm" open={shipment.status === 'rejected'}>
          <summary className="min-h-12 content-center">{shell.technicalDetails}</summary>
          <span className="[overflow-wrap:anywhere]">{shipment.problem}</span>
        </details>
      )}
      {isOpen && mayWrite && (
        <>
          <p role="alert" className="rounded-box bg-note px-3 py-2 text-on-note">{words.uncertainText}</p>
          <Form onSubmit={(form) => settle.mutate(textOf(form, 'waybill'))} action={words.saveWaybill} isBusy={settle.isPending} error={settle.error}>
            <TextField name="waybill" label={words.found} minLength={3} maxLength={80} required />
          </Form>
          <Button onClick={() => settle.mutate(null)} isBusy={settle.isPending}>
            {words.notFound}
          </Button>
        </>
      )}
      {shipment.status === 'booked' && mayWrite && shipment.tracking !== 'delivered' && (
        <Button onClick={() => track.mutate()} isBusy={track.isPending}>
          {words.track}
        </Button>
      )}
      {shipment.status === 'booked' && mayWrite && (isFollowed || shipment.tracking === 'waiting' || shipment.tracking === 'problem') && (
        <Button kind="quiet" onClick={() => cancel.mutate()} isBusy={cancel.isPending}>
          {isFollowed ? words.unfollow : words.cancel}
        </Button>
      )}
    </li>
  )
}

/** A parcel that was brought to the courier by hand. */
function FollowWaybill({ orderId, waybill }: { orderId: string; waybill: string }) {
  const words = shipmentWords()
  const queries = useQueryClient()
  const follow = useMutation({ mutationFn: (courier: string) => call('followWaybill', { params: { orderId }, body: { courier } }), onSuccess: () => queries.invalidateQueries({ queryKey: ['orders'] }) })
  return (
    <Form onSubmit={(form) => follow.mutate(textOf(form, 'courier'))} action={words.follow(waybill)} isBusy={follow.isPending} error={follow.error}>
      <SelectField name="courier" label={words.ofCourier} required>
        {Object.entries(couriers).map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
    </Form>
  )
}

const couriers = { jne: 'JNE', jnt: 'J&T', sicepat: 'SiCepat', anteraja: 'AnterAja', pos: 'Pos Indonesia', tiki: 'TIKI', ninja: 'Ninja Xpress', lion: 'Lion Parcel', wahana: 'Wahana', sap: 'SAP Express', ide: 'ID Express' }

function Booking({ order }: { order: OrderDetail }) {
  const words = shipmentWords()
  const toast = useToast()
  const queries = useQueryClient()
  const [postalCode, setPostalCode] = useState('')
  const [weight, setWeight] = useState('')
  const [chosen, setChosen] = useState('')
  // One id for one booking, however often the button is pressed.
  const [clientId, setClientId] = useState(() => crypto.randomUUID())
  const weightGrams = weight === '' ? {} : { weightGrams: Number(weight) }
  const lines = order.lines.flatMap(({ variantId, quantity }) => (variantId ? [{ variantId, quantity }] : []))
  const ask = useMutation({ mutationFn: () => call('listShippingRates', { body: { destinationPostalCode: postalCode, lines, ...weightGrams } }) })
  const rates = (ask.data?.rates ?? []).filter((rate) => rate.bookingCode)
  const book = useMutation({
    mutationFn: () => {
      const rate = rates[Number(chosen)]
      return call('bookShipment', { params: { orderId: order.orderId }, body: { clientId, provider: rate.provider, service: rate.bookingCode ?? '', destinationPostalCode: postalCode, ...weightGrams } })
    },
    onSuccess: async (made) => {
      setClientId(crypto.randomUUID())
      await queries.invalidateQueries({ queryKey: ['orders'] })
      toast(made.status === 'booked' ? words.booked : words.statuses[made.status], { isBad: made.status !== 'booked' })
    },
  })
  return (
    <>
      <p className="text-soft">{words.text}</p>
      <div className="grid items-end gap-3 sm:grid-cols-2">
        <TextField label={words.postalCode} inputMode="numeric" value={postalCode} onChange={(event) => setPostalCode(event.target.value.trim())} maxLength={5} />
        <TextField label={words.weight} hint={words.weightHint} inputMode="numeric" value={weight} onChange={(event) => setWeight(event.target.value.replace(/\D/g, ''))} maxLength={8} />
      </div>
      <Button disabled={!/^\d{5}$/.test(postalCode)} isBusy={ask.isPending} onClick={() => ask.mutate()}>
        {words.check}
      </Button>
      <Refusal error={ask.error ?? book.error} />
      {ask.data && rates.length === 0 && <p role="status">{ask.data.rates.length === 0 && ask.data.failed.length === 0 ? words.notSet : words.none}</p>}
      {rates.length > 0 && (
        <>
          <SelectField label={words.choose} value={chosen} onChange={(event) => setChosen(event.target.value)}>
            <option value="">–</option>
            {rates.map((rate, index) => (
              <option key={`${rate.provider} ${rate.bookingCode ?? ''}`} value={index}>
                {[`${rate.courier} ${rate.service}`, rupiah(rate.price), rate.duration].filter(Boolean).join(' · ')}
              </option>
            ))}
          </SelectField>
          <Button kind="primary" disabled={chosen === ''} isBusy={book.isPending} onClick={() => book.mutate()}>
            {words.book}
          </Button>
        </>
      )}
    </>
  )
}
