import { Minus, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { rupiah } from '../../ui/format.ts'
import { readRupiah } from '../../ui/money-input.ts'
import { addToCart, setNote, setQuantity, sumOf, type CartLine } from './cart.ts'
import { salesWords } from './words.ts'

/** The lines of a cart with their quantities, and work at a price of its own. */
export function CartLines({ cart, onChange }: { cart: CartLine[]; onChange: (cart: CartLine[]) => void }) {
  const words = salesWords().newOrder
  return (
    <>
      {cart.length === 0 && <p className="text-soft">{words.nothing}</p>}
      <ul className="divide-y divide-line">
        {cart.map((line) => (
          <li key={line.key} className="flex flex-wrap items-center justify-between gap-x-3 py-1">
            <span className="min-w-40 grow">
              <span className="block">{line.name}</span>
              <span className="block text-sm text-soft tabular">{rupiah(line.quantity * line.unitPrice)}</span>
            </span>
            <span className="flex items-center">
              <IconButton label={line.quantity === 1 ? words.remove(line.name) : words.fewer(line.name)} onClick={() => onChange(setQuantity(cart, line.key, line.quantity - 1))}>
                <Minus aria-hidden />
              </IconButton>
              <input
                aria-label={line.name}
                inputMode="numeric"
                value={line.quantity}
                onChange={(event) => /^\d{1,6}$/.test(event.target.value) && onChange(setQuantity(cart, line.key, Number(event.target.value)))}
                className="h-12 w-16 rounded-box border border-line bg-card text-center tabular"
              />
              <IconButton label={words.more(line.name)} disabled={line.available !== null && line.quantity >= line.available} onClick={() => onChange(setQuantity(cart, line.key, line.quantity + 1))}>
                <Plus aria-hidden />
              </IconButton>
            </span>
            <input
              aria-label={words.noteOf(line.name)}
              placeholder={words.lineNote}
              maxLength={300}
              autoComplete="off"
              value={line.note ?? ''}
              onChange={(event) => onChange(setNote(cart, line.key, event.target.value))}
              className="min-h-12 w-full rounded-box border border-line bg-card px-3 text-sm placeholder:text-soft"
            />
          </li>
        ))}
      </ul>
      {cart.length > 0 && (
        <p className="flex justify-between border-t border-line pt-2 text-lg font-bold tabular">
          <span>{words.sum}</span>
          {rupiah(sumOf(cart))}
        </p>
      )}
      <CustomWork onAdd={(name, unitPrice) => onChange(addToCart(cart, { name, unitPrice, available: null, isMadeToOrder: false }))} />
    </>
  )
}

function CustomWork({ onAdd }: { onAdd: (name: string, unitPrice: number) => void }) {
  const words = salesWords().newOrder
  const [name, setName] = useState('')
  const [price, setPrice] = useState('')
  const amount = readRupiah(price)
  const add = () => {
    if (name.trim() === '' || amount === undefined) return
    onAdd(name.trim(), amount)
    setName('')
    setPrice('')
  }
  return (
    <details>
      <summary className="min-h-12 content-center font-semibold text-primary">{words.custom}</summary>
      <div className="flex flex-col gap-3">
        <TextField label={words.customName} value={name} onChange={(event) => setName(event.target.value)} maxLength={200} />
        <TextField label={words.customPrice} value={price} onChange={(event) => setPrice(event.target.value)} error={price !== '' && amount === undefined ? words.moneyInvalid : undefined} />
        <Button onClick={add}>{words.customAdd}</Button>
      </div>
    </details>
  )
}
