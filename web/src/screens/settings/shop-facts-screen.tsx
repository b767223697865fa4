import { useQuery } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Page } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { ShopFactsForm } from './shop-facts-form.tsx'

export const shopFactsQuery = { queryKey: ['shop-facts'], queryFn: () => call('getShopFacts') }

export function ShopFactsScreen() {
  const { facts } = useMessages()
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
