import { useQuery } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { Page } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { ShopFactsForm } from './shop-facts-form.tsx'
import { factWords } from './words.ts'

export const shopFactsQuery = { queryKey: ['shop-facts'], queryFn: () => call('getShopFacts') }

export function ShopFactsScreen() {
  const facts = factWords()
  const stored = useQuery({ ...shopFactsQuery, staleTime: Number.POSITIVE_INFINITY })
  return (
    <Page title={facts.title} back="/pengaturan">
      <p className="text-soft">{facts.intro}</p>
      {stored.isPending && <Loading />}
      {stored.isError && <ErrorState error={stored.error} onRetry={() => void stored.refetch()} />}
      {stored.data && <ShopFactsForm key={stored.data.version} stored={stored.data} />}
    </Page>
  )
}
