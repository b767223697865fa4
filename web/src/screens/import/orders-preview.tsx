import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { rupiah, longDate } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { ColumnFields, type NamedColumns } from './name-columns.tsx'
import type { FilePreview } from './preview.ts'
import { importingWords } from './words.ts'

interface Props {
  name: string
  preview: NonNullable<FilePreview['orders']>
  isApplying: boolean
  isReading: boolean
  problem: string | undefined
  onApply: () => void
  onStartOver: () => void
  onReadAgain: (columns: NamedColumns) => void
}

/** What an order file would bring, in one sentence, with some of its rows and all of its trouble. */
export function OrdersPreview({ name, preview, isApplying, isReading, problem, onApply, onStartOver, onReadAgain }: Props) {
  const importing = importingWords()
  return (
    <Card title={importing.sourceName(preview.source)}>
      <p className="-mt-2 truncate text-sm text-soft">{name}</p>
      <p role="status" className="text-lg font-semibold">
        {importing.ordersSummary(preview.orders, preview.matchedVariants, preview.unread)}
      </p>
      <p className="flex flex-wrap gap-2">
        {Object.entries(preview.statuses).map(([status, count]) => (
          <Badge key={status}>{`${importing.statuses[status as keyof typeof importing.statuses]} ${count}`}</Badge>
        ))}
      </p>
      <p className="text-soft">
        {preview.from && preview.to && `${importing.period(longDate(preview.from), longDate(preview.to))} `}
        {(preview.phones > 0 || preview.source !== 'pos') && `${importing.phones(preview.phones)} `}
        {preview.unknownVariants > 0 && importing.unknownVariants(preview.unknownVariants)}
      </p>
      <p className="text-soft">{importing.nothingSaved}</p>
      {preview.unreadRows.length > 0 && (
        <details open={preview.orders === 0}>
          <summary className="min-h-12 content-center font-semibold text-primary">{importing.unreadRows}</summary>
          <ul className="flex flex-col gap-2">
            {preview.unreadRows.map((row) => (
              <li key={row.line} className="rounded-box bg-note px-3 py-2 text-on-note">
                <span className="font-semibold">{importing.line(row.line)}</span> · {row.reason}
                <span className="block truncate text-sm">{row.original}</span>
              </li>
            ))}
          </ul>
          {preview.unread > preview.unreadRows.length && <p className="pt-2 text-soft">{importing.shownOf(preview.unreadRows.length, preview.unread)}</p>}
        </details>
      )}
      {preview.sample.length > 0 && (
        <details>
          <summary className="min-h-12 content-center font-semibold text-primary">{importing.sampleRows}</summary>
          <ul className="divide-y divide-line">
            {preview.sample.map((row) => (
              <li key={row.line} className="flex items-start justify-between gap-3 py-2">
                <span className="min-w-0">
                  <span className="block truncate font-semibold">{row.name ?? row.orderId}</span>
                  <span className="block truncate text-sm text-soft">{[row.orderId, row.buyer, row.quantity === null ? '' : `× ${row.quantity}`, row.createdAt && longDate(row.createdAt)].filter(Boolean).join(' · ')}</span>
                </span>
                <span className="shrink-0 text-right tabular">{row.unitPrice === null ? (row.orderTotal === null ? '' : rupiah(row.orderTotal)) : rupiah(row.unitPrice)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <details>
        <summary className="min-h-12 content-center font-semibold text-primary">{importing.columns}</summary>
        <p className="pb-2 text-soft">{importing.columnsHint}</p>
        <ColumnFields kind="orders" headings={preview.headings} mapping={preview.mapping} isReading={isReading} onRead={(mapping) => onReadAgain({ kind: 'orders', sheet: preview.sheet, headingLine: preview.headingLine, mapping })} />
      </details>
      {problem && (
        <p role="alert" className="font-semibold text-bad">
          {problem}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {preview.orders > 0 && (
          <Button kind="primary" className="grow" isBusy={isApplying} onClick={onApply}>
            {importing.applyOrders(preview.orders)}
          </Button>
        )}
        <Button onClick={onStartOver}>{importing.dismiss}</Button>
      </div>
    </Card>
  )
}
