import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { TextArea, TextField } from '../../ui/field.tsx'
import { readRupiah } from '../../ui/money-input.ts'
import type { Facts } from './facts.ts'
import { factWords } from './words.ts'

/** The shipping table, a row a way and area. */
export function ShippingRows({ rows, onChange }: { rows: Facts['shipping']; onChange: (rows: Facts['shipping']) => void }) {
  const facts = factWords()
  const change = (index: number, changes: Partial<Facts['shipping'][number]>) => onChange(rows.map((row, at) => (at === index ? { ...row, ...changes } : row)))
  return rows.map((row, index) => (
    <fieldset key={index} className="grid grid-cols-2 items-end gap-3 border-t border-line pt-3 sm:grid-cols-6">
      <legend className="sr-only">{`${row.method} ${row.area}`}</legend>
      <TextField label={facts.method} value={row.method} onChange={(event) => change(index, { method: event.target.value })} />
      <TextField label={facts.area} value={row.area} onChange={(event) => change(index, { area: event.target.value })} />
      <FeeField price={row.price} onChange={(price) => change(index, { price })} />
      <TextField label={facts.eta} value={row.eta} onChange={(event) => change(index, { eta: event.target.value })} />
      <TextField label={facts.note} placeholder={facts.notePlaceholder} value={row.note} onChange={(event) => change(index, { note: event.target.value })} />
      <IconButton label={`${facts.remove}: ${row.method} ${row.area}`} onClick={() => onChange(rows.filter((_, at) => at !== index))}>
        <Trash2 aria-hidden />
      </IconButton>
    </fieldset>
  ))
}

/** Keeps what is being typed, and follows the row when another one moves into its place. */
function FeeField({ price, onChange }: { price: number | null; onChange: (price: number | null) => void }) {
  const facts = factWords()
  const [text, setText] = useState(String(price ?? ''))
  if ((readRupiah(text) ?? null) !== price) setText(String(price ?? ''))
  const isUnread = text.trim() !== '' && readRupiah(text) === undefined
  return (
    <TextField
      label={facts.fee}
      value={text}
      error={isUnread ? facts.amountUnread : undefined}
      onChange={(event) => {
        setText(event.target.value)
        onChange(readRupiah(event.target.value) ?? null)
      }}
    />
  )
}

export function FaqRows({ rows, onChange }: { rows: Facts['faqs']; onChange: (rows: Facts['faqs']) => void }) {
  const facts = factWords()
  const change = (index: number, changes: Partial<Facts['faqs'][number]>) => onChange(rows.map((row, at) => (at === index ? { ...row, ...changes } : row)))
  return rows.map((row, index) => (
    <fieldset key={index} className="flex flex-col gap-2 border-t border-line pt-3">
      <legend className="sr-only">{row.q || facts.addFaq}</legend>
      <TextField label={facts.faqQuestion} value={row.q} onChange={(event) => change(index, { q: event.target.value })} maxLength={500} />
      <TextArea label={facts.faqAnswer} rows={2} value={row.a} onChange={(event) => change(index, { a: event.target.value })} maxLength={2_000} />
      <IconButton label={`${facts.remove}: ${row.q}`} onClick={() => onChange(rows.filter((_, at) => at !== index))}>
        <Trash2 aria-hidden />
      </IconButton>
    </fieldset>
  ))
}
