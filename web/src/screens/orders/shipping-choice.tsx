import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { Refusal } from '../../ui/form.tsx'
import { rupiah } from '../../ui/format.ts'
import type { CartLine } from './cart.ts'
import { salesWords } from './words.ts'

/** The shop's own rates, or a fee that is typed or asked of couriers. */
export function Shipping({ cart, address, city }: { cart: CartLine[]; address?: string | undefined; city?: string | undefined }) {
  const { newOrder: words, order } = salesWords()
  const facts = useQuery({ queryKey: ['shop-facts'], queryFn: () => call('getShopFacts') }).data
  const rates = (facts?.facts.shipping ?? []).filter((rate) => rate.price !== null)
  const [rate, setRate] = useState('')
  const [fee, setFee] = useState('0')
  const [courier, setCourier] = useState('')
  return (
    <>
      <SelectField name="rate" label={words.rate} value={rate} onChange={(event) => setRate(event.target.value)}>
        <option value="">{words.ownFee}</option>
        {rates.map((one) => (
          <option key={`${one.method} ${one.area}`} value={JSON.stringify({ method: one.method, area: one.area })}>
            {[one.method, one.area, rupiah(one.price ?? 0)].join(' · ')}
          </option>
        ))}
      </SelectField>
      {rate === '' && (
        <>
          <CourierRates
            cart={cart}
            onChoose={(chosen) => {
              setFee(String(chosen.price))
              setCourier(`${chosen.courier} ${chosen.service}`)
            }}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField name="fee" label={words.fee} inputMode="numeric" value={fee} onChange={(event) => setFee(event.target.value)} required />
            <TextField name="courier" label={order.courier} value={courier} onChange={(event) => setCourier(event.target.value)} maxLength={100} />
          </div>
        </>
      )}
      <TextArea name="address" defaultValue={address} label={words.address} rows={2} maxLength={1_000} required />
      <TextField name="city" defaultValue={city} label={words.city} maxLength={100} />
    </>
  )
}

function CourierRates({ cart, onChoose }: { cart: CartLine[]; onChoose: (rate: { courier: string; service: string; price: number }) => void }) {
  const words = salesWords().newOrder
  const [postalCode, setPostalCode] = useState('')
  const lines = cart.flatMap(({ variantId, quantity }) => (variantId ? [{ variantId, quantity }] : []))
  const ask = useMutation({ mutationFn: () => call('listShippingRates', { body: { destinationPostalCode: postalCode, lines } }) })
  const rates = ask.data?.rates ?? []
  return (
    <>
      <div className="grid grid-cols-2 items-end gap-3">
        <TextField label={words.postalCode} inputMode="numeric" value={postalCode} onChange={(event) => setPostalCode(event.target.value)} maxLength={5} />
        <Button disabled={!/^\d{5}$/.test(postalCode) || lines.length === 0} isBusy={ask.isPending} onClick={() => ask.mutate()}>
          {words.checkRates}
        </Button>
      </div>
      <Refusal error={ask.error} />
      {ask.data && ask.data.failed.length > 0 && <p role="status">{words.ratesFailed(ask.data.failed.join(', '))}</p>}
      {ask.data && rates.length === 0 && <p role="status">{words.noRates}</p>}
      {rates.length > 0 && (
        <SelectField label={words.chooseRate} defaultValue="" onChange={(event) => rates[Number(event.target.value)] && event.target.value !== '' && onChoose(rates[Number(event.target.value)])}>
          <option value="">–</option>
          {rates.map((rate, index) => (
            <option key={`${rate.provider} ${rate.courier} ${rate.service}`} value={index}>
              {[`${rate.courier} ${rate.service}`, rupiah(rate.price), rate.duration].filter(Boolean).join(' · ')}
            </option>
          ))}
        </SelectField>
      )}
    </>
  )
}
