import { useState } from 'react'
import { SelectField, TextField } from '../../ui/field.tsx'
import { textOf } from '../../ui/form.tsx'
import { readRupiah } from '../../ui/money-input.ts'
import type { Campaign } from './queries.ts'
import { campaignWords } from './words.ts'

type Offer = Campaign['offer']
const choices = ['none', 'percent', 'amount', 'voucher', 'voucher-percent', 'bundle'] as const
type Choice = (typeof choices)[number]

const choiceOf = (offer: Offer): Choice => (offer.kind === 'voucher' && offer.isPercent ? 'voucher-percent' : offer.kind)

/** What is offered with the product. A code is for one product, whose margin is known. */
export function OfferFields({ offer, isOneProduct }: { offer: Offer; isOneProduct: boolean }) {
  const words = campaignWords()
  const [chosen, setChosen] = useState(choiceOf(offer))
  const usable = choices.filter((choice) => isOneProduct || !hasCode(choice))
  const choice = usable.includes(chosen) ? chosen : 'none'
  const isPercent = choice === 'percent' || choice === 'voucher-percent'
  return (
    <div className="grid grid-cols-2 gap-3">
      <SelectField name="offer" label={words.offer} value={choice} onChange={(event) => setChosen(choices.find((one) => one === event.target.value) ?? 'none')}>
        {usable.map((one) => (
          <option key={one} value={one}>
            {words.offers[one]}
          </option>
        ))}
      </SelectField>
      {choice !== 'none' && <TextField name="offerValue" type={isPercent ? 'number' : 'text'} inputMode="numeric" {...(isPercent ? { min: 1, max: 100 } : {})} label={choice === 'bundle' ? words.bundlePrice : words.offerValue} defaultValue={offer.value || ''} required />}
      {choice === 'bundle' && <TextField name="offerQuantity" type="number" min={2} max={1_000} label={words.bundleQuantity} defaultValue={offer.kind === 'bundle' ? offer.quantity : 2} required />}
      {hasCode(choice) && (
        <>
          <TextField name="offerCode" label={words.offerCode} defaultValue={'code' in offer ? offer.code : ''} minLength={4} maxLength={20} pattern="[A-Za-z0-9\-]{4,20}" autoCapitalize="characters" autoComplete="off" required />
          <TextField name="offerUntil" type="date" label={words.offerUntil} defaultValue={'until' in offer ? offer.until : ''} required />
          <p className="col-span-2 text-sm text-soft">{choice === 'bundle' ? words.bundleHint : words.voucherHint}</p>
        </>
      )}
    </div>
  )
}

const hasCode = (choice: Choice) => choice === 'voucher' || choice === 'voucher-percent' || choice === 'bundle'

export function readOffer(form: FormData): Offer {
  const choice = choices.find((one) => one === textOf(form, 'offer')) ?? 'none'
  const value = readRupiah(textOf(form, 'offerValue')) ?? 0
  if (choice === 'none') return { kind: 'none', value: 0 }
  if (choice === 'percent' || choice === 'amount') return { kind: choice, value }
  const [code, until] = [textOf(form, 'offerCode').toUpperCase(), textOf(form, 'offerUntil')]
  if (choice === 'bundle') return { kind: 'bundle', value, quantity: Number(textOf(form, 'offerQuantity')), code, until }
  return { kind: 'voucher', value, isPercent: choice === 'voucher-percent', code, until }
}
