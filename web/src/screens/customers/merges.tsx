import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { withWords } from '../../locales/locale.ts'
import { Card } from '../../ui/page.tsx'
import { Loading } from '../../ui/states.tsx'
import { mergesQuery } from './relation-queries.ts'
import type { Customer } from './queries.ts'
import { relationWords } from './words.ts'

/** Most customers are nobody else, so the list comes when there is one. */
const MergeList = lazy(() => withWords(import('./merge-list.tsx')).then((file) => ({ default: file.MergeList })))

/** Who else this may be, and who was merged into them. */
export function Merges({ customer, mayChange }: { customer: Customer; mayChange: boolean }) {
  const relations = relationWords()
  const { data } = useQuery(mergesQuery(customer.customerId))
  if (customer.isMasked) return <Card title={relations.masked}><p>{relations.maskedText}</p></Card>
  if (!data || data.suggestions.length + data.merges.length === 0) return null
  return (
    <Card title={data.suggestions.length > 0 ? relations.same : relations.merged}>
      <Suspense fallback={<Loading rows={1} />}>
        <MergeList customer={customer} {...data} mayChange={mayChange} />
      </Suspense>
    </Card>
  )
}
