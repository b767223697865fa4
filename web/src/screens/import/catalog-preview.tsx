import { useState } from 'react'
import { useMessages } from '../../locales/locale.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import { rupiah } from '../../ui/format.ts'
import { readRupiah } from '../../ui/money-input.ts'
import { Card } from '../../ui/page.tsx'
import type { CatalogPreview as Preview } from './preview.ts'
import { importingWords } from './words.ts'

export type Corrections = { row: number; price?: number; isSkipped?: boolean }[]

interface Props {
  preview: Preview
  isApplying: boolean
  problem: string | undefined
  onApply: (corrections: Corrections) => void
  onStartOver: () => void
  onReadAgain: ((mapping: Record<string, number>) => void) | undefined
}

/** What would happen, rows with a question first. A price that nobody knows stays empty; none is guessed. */
export function CatalogPreview({ preview, isApplying, problem, onApply, onStartOver, onReadAgain }: Props) {
  const { catalog } = useMessages()
  const importing = importingWords()
  const [prices, setPrices] = useState<Record<number, string>>({})
  const [skipped, setSkipped] = useState<ReadonlySet<number>>(new Set())
  const toggle = (row: number) => setSkipped((all) => new Set(all.has(row) ? [...all].filter((one) => one !== row) : [...all, row]))
  const filledIn = new Map(Object.entries(prices).flatMap(([row, text]) => {
    const price = readRupiah(text)
    return price === undefined || skipped.has(Number(row)) ? [] : [[Number(row), price]]
  }))
  const corrections = (): Corrections => [...[...skipped].map((row) => ({ row, isSkipped: true })), ...[...filledIn].map(([row, price]) => ({ row, price }))]
  // A price makes goods of a line that seemed to be none.
  const broughtBack = preview.rows.filter((row) => filledIn.has(row.row) && isNote(row)).length
  const skippedGoods = preview.rows.filter((row) => skipped.has(row.row) && !staysOut(row)).length
  return (
    <>
      <Card title={importing.previewTitle}>
        <p role="status" className="text-lg font-semibold">
          {importing.summary(preview.recognised, preview.toCheck - preview.leftOut, preview.leftOut)}
        </p>
        <p className="text-soft">{importing.nothingSaved}</p>
        {preview.columns && onReadAgain && <Columns columns={preview.columns} onReadAgain={onReadAgain} />}
      </Card>
      <ul className="divide-y divide-line overflow-hidden rounded-box bg-card shadow-box">
        {preview.rows.map((row) => {
          const isSkipped = skipped.has(row.row)
          const isOut = staysOut(row) && !filledIn.has(row.row)
          const asksPrice = isNote(row) || (!isOut && row.problems.some((one) => one.code === 'price_missing' || one.code === 'price_unclear'))
          const written = prices[row.row] ?? ''
          const isUnread = written.trim() !== '' && readRupiah(written) === undefined
          const suggestion = row.problems.find((one) => one.suggestion !== undefined)?.suggestion
          return (
            <li key={row.row} className={`flex flex-col gap-2 px-4 py-3 ${isSkipped ? 'opacity-60' : ''}`}>
              <div className="flex items-start justify-between gap-3">
                <span className="min-w-0">
                  <span className={`block font-semibold break-words ${isSkipped ? 'line-through' : ''}`}>{[row.name || row.original, row.variant].filter(Boolean).join(' · ')}</span>
                  <span className="block text-sm text-soft">
                    {importing.line(row.line)}
                    {row.category ? ` · ${row.category}` : ''}
                    {row.stock === undefined ? '' : ` · ${row.stock === 0 ? catalog.outOfStock : catalog.stock(row.stock)}`}
                  </span>
                </span>
                {isOut ? <Badge>{importing.staysOut}</Badge> : row.price === null ? <Badge tone="warn">{importing.needsCheck}</Badge> : <span className="shrink-0 font-semibold tabular">{rupiah(row.price)}</span>}
              </div>
              {row.problems.length > 0 && (
                <div className={`flex flex-col gap-2 ${isOut ? 'text-sm text-soft' : 'rounded-box bg-note px-3 py-2 text-on-note'}`}>
                  {row.problems.map((one) => (
                    <p key={one.code}>{one.sentence}</p>
                  ))}
                  <div className="flex flex-wrap items-center gap-2">
                    {asksPrice && !isSkipped && (
                      <label className="min-w-32 grow">
                        <span className="sr-only">
                          {importing.priceQuestion} {row.name}
                        </span>
                        <input value={written} aria-invalid={isUnread} onChange={(event) => setPrices((all) => ({ ...all, [row.row]: event.target.value }))} placeholder={importing.priceQuestion} className="min-h-12 w-full rounded-box border border-line bg-card px-3 text-ink placeholder:text-soft" />
                        {isUnread && <span role="alert">{importing.priceUnread}</span>}
                      </label>
                    )}
                    {suggestion !== undefined && !isSkipped && <Button onClick={() => setPrices((all) => ({ ...all, [row.row]: String(suggestion) }))}>{importing.useSuggestion(rupiah(suggestion))}</Button>}
                    {!isOut && (
                      <Button kind="quiet" className="!text-on-note underline" onClick={() => toggle(row.row)}>
                        {isSkipped ? importing.unskip : importing.skip}
                      </Button>
                    )}
                  </div>
                </div>
              )}
            </li>
          )
        })}
      </ul>
      {preview.total > preview.rows.length && <p className="text-soft">{importing.shownOf(preview.rows.length, preview.total)}</p>}
      {problem && (
        <p role="alert" className="font-semibold text-bad">
          {problem}
        </p>
      )}
      <div className="sticky bottom-20 z-10 flex flex-wrap gap-2 lg:bottom-4">
        <Button kind="primary" className="grow" isBusy={isApplying} onClick={() => onApply(corrections())}>
          {importing.apply(preview.total - preview.leftOut + broughtBack - skippedGoods)}
        </Button>
        <Button onClick={onStartOver}>{importing.startOver}</Button>
      </div>
    </>
  )
}

type Row = Preview['rows'][number]

const isNote = (row: Row) => row.problems.some((one) => one.code === 'not_goods')
const staysOut = (row: Row) => row.problems.some((one) => one.code === 'not_goods' || one.code === 'duplicate_sku' || one.code === 'name_missing')

function Columns({ columns, onReadAgain }: { columns: NonNullable<Preview['columns']>; onReadAgain: (mapping: Record<string, number>) => void }) {
  const importing = importingWords()
  const [mapping, setMapping] = useState<Record<string, number | undefined>>(columns.mapping)
  const fields = Object.entries(importing.fields)
  const chosen = () => Object.fromEntries(Object.entries(mapping).filter((entry): entry is [string, number] => entry[1] !== undefined))
  return (
    <details>
      <summary className="min-h-12 content-center font-semibold text-primary">{importing.columns}</summary>
      <p className="pb-2 text-soft">{importing.columnsHint}</p>
      <div className="grid grid-cols-2 gap-3">
        {fields.map(([field, label]) => (
          <SelectField key={field} label={label} value={mapping[field] ?? ''} onChange={(event) => setMapping((all) => ({ ...all, [field]: event.target.value === '' ? undefined : Number(event.target.value) }))}>
            <option value="">{importing.notUsed}</option>
            {columns.headings.map((heading, index) => (
              <option key={index} value={index}>
                {heading || index + 1}
              </option>
            ))}
          </SelectField>
        ))}
      </div>
      <Button className="mt-3" onClick={() => onReadAgain(chosen())}>
        {importing.readAgain}
      </Button>
    </details>
  )
}
