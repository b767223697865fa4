import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import { Card } from '../../ui/page.tsx'
import type { FilePreview } from './preview.ts'
import { importingWords } from './words.ts'

export interface NamedColumns {
  kind: 'orders' | 'catalog'
  sheet: number
  headingLine: number
  mapping: Record<string, number>
}

interface Props {
  name: string
  table: NonNullable<FilePreview['table']>
  isReading: boolean
  problem: string | undefined
  onRead: (columns: NamedColumns) => void
  onStartOver: () => void
}

/** A file that nobody knows: its first rows, and one question a field. The answer is remembered for its headings. */
export function NameColumns({ name, table, isReading, problem, onRead, onStartOver }: Props) {
  const importing = importingWords()
  const [kind, setKind] = useState<'orders' | 'catalog'>('orders')
  return (
    <Card title={importing.nameColumns}>
      <p className="-mt-2 truncate text-sm text-soft">{name}</p>
      <p>{importing.nameColumnsHint}</p>
      <div className="overflow-x-auto rounded-box border border-line" tabIndex={0} role="region" aria-label={name}>
        <table className="w-full text-sm whitespace-nowrap">
          <thead>
            <tr>
              {table.headings.map((heading, index) => (
                <th key={index} scope="col" className="px-3 py-2 text-left">
                  {heading || index + 1}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.sample.map((row, line) => (
              <tr key={line} className="border-t border-line">
                {table.headings.map((_, index) => (
                  <td key={index} className="max-w-56 truncate px-3 py-2">
                    {row[index]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <SelectField label={importing.tableIs} value={kind} onChange={(event) => setKind(event.target.value === 'catalog' ? 'catalog' : 'orders')}>
        <option value="orders">{importing.tableIsOrders}</option>
        <option value="catalog">{importing.tableIsCatalog}</option>
      </SelectField>
      <ColumnFields key={kind} kind={kind} headings={table.headings} mapping={kind === 'orders' ? table.mapping : {}} isReading={isReading} onRead={(mapping) => onRead({ kind, sheet: table.sheet, headingLine: table.headingLine, mapping })} />
      {problem && (
        <p role="alert" className="font-semibold text-bad">
          {problem}
        </p>
      )}
      <Button kind="quiet" onClick={onStartOver}>
        {importing.dismiss}
      </Button>
    </Card>
  )
}

/** What a sale needs; everything else is asked for on demand. */
const mainFields = new Set(['orderId', 'createdAt', 'name', 'quantity', 'subtotal', 'orderTotal', 'buyer', 'phone'])

/** One choice a field: which column holds it. */
export function ColumnFields({ kind, headings, mapping: given, isReading, onRead }: { kind: 'orders' | 'catalog'; headings: string[]; mapping: Record<string, number | undefined>; isReading: boolean; onRead: (mapping: Record<string, number>) => void }) {
  const importing = importingWords()
  const [mapping, setMapping] = useState(given)
  const fields = Object.entries(kind === 'orders' ? importing.orderFields : importing.fields)
  const asked = fields.filter(([field]) => kind === 'catalog' || mainFields.has(field))
  const others = fields.filter(([field]) => kind === 'orders' && !mainFields.has(field))
  const isReady = kind === 'catalog' ? mapping['name'] !== undefined : mapping['orderId'] !== undefined && mapping['createdAt'] !== undefined
  const choices = (some: typeof fields) => (
    <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
      {some.map(([field, label]) => (
        <SelectField key={field} label={label} value={mapping[field] ?? ''} onChange={(event) => setMapping((all) => ({ ...all, [field]: event.target.value === '' ? undefined : Number(event.target.value) }))}>
          <option value="">{importing.notUsed}</option>
          {headings.map((heading, index) => (
            <option key={index} value={index}>
              {heading || index + 1}
            </option>
          ))}
        </SelectField>
      ))}
    </div>
  )
  return (
    <>
      {choices(asked)}
      {others.length > 0 && (
        <details>
          <summary className="min-h-12 content-center font-semibold text-primary">{importing.moreColumns}</summary>
          {choices(others)}
        </details>
      )}
      {kind === 'orders' && !isReady && <p className="pt-2 text-soft">{importing.tableNeeds}</p>}
      <Button kind="primary" className="mt-3" disabled={!isReady} isBusy={isReading} onClick={() => onRead(Object.fromEntries(Object.entries(mapping).filter((entry): entry is [string, number] => entry[1] !== undefined)))}>
        {importing.readAgain}
      </Button>
    </>
  )
}
