import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMay } from '../../session.ts'
import { Card } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { dayOf } from '../insights/cells.ts'
import { MoreRows, Opening, RowList, rowLook } from './opening.tsx'
import { promisesQuery, type Computed } from './queries.ts'
import { figureWords } from './words.ts'

/** Promised days that are over, and how many were kept. */
export function PromisesCard({ promises: { due, kept, moved } }: { promises: Computed['promises'] }) {
  const words = figureWords()
  const readsOrders = useMay('orders.read')
  if (due === 0) {
    return (
      <Card title={words.promises}>
        <p className="text-soft">{words.noPromises}</p>
      </Card>
    )
  }
  return (
    <Card title={words.promises}>
      <p>
        {words.kept(kept, due)} {moved > 0 && words.moved(moved)}
      </p>
      <p className="text-sm text-soft">{words.promisesHow}</p>
      {readsOrders && (
        <Opening title={words.promises}>
          <Promises />
        </Opening>
      )}
    </Card>
  )
}

function Promises() {
  const words = figureWords()
  const rows = useInfiniteQuery(promisesQuery)
  if (rows.isPending) return <Loading rows={1} />
  if (!rows.data) return <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />
  return (
    <>
      <RowList title={words.promises}>
        {rows.data.pages.flatMap((page) => page.items).map(({ orderId, number, customerName, promisedOn, doneOn, isKept, wasMoved }) => (
          <li key={orderId}>
            <Link to="/jualan/pesanan/$orderId" params={{ orderId }} className={rowLook}>
              <span>
                {customerName || number}
                <span className="block text-sm text-soft">
                  {[words.promised(dayOf(promisedOn)), doneOn === null ? words.notDone : words.doneOn(dayOf(doneOn)), ...(wasMoved ? [words.wasMoved] : [])].join(', ')}
                </span>
              </span>
              <span className={isKept ? 'text-sm' : 'text-sm font-semibold text-bad'}>{isKept ? words.isKept : words.isLate}</span>
            </Link>
          </li>
        ))}
      </RowList>
      <MoreRows rows={rows} />
    </>
  )
}
