import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { activeBusiness } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { AccountCard } from './account-card.tsx'
import { ConnectMarketplace } from './connect-marketplace.tsx'
import { Listings } from './listings.tsx'
import { marketplacesQuery, type MarketplaceType } from './queries.ts'
import { marketplaceWords } from './words.ts'

/** Shops on marketplaces with their health, what they list, and the way by file for those without a connection. */
export function MarketplacesScreen() {
  const words = marketplaceWords()
  const marketplaces = useQuery(marketplacesQuery)
  const [adding, setAdding] = useState<MarketplaceType>()
  const mayWrite = useMay('channels.write')
  const { items, types } = marketplaces.data ?? { items: [], types: [] }
  return (
    <Page title={words.title} back="/pengaturan">
      <p className="text-soft">{words.intro}</p>
      {marketplaces.isPending && <Loading rows={2} />}
      {marketplaces.isError && <ErrorState error={marketplaces.error} onRetry={() => void marketplaces.refetch()} />}
      {items.map((account) => (
        <AccountCard key={account.accountId} account={account} type={types.find((type) => type.type === account.type)} mayWrite={mayWrite} />
      ))}
      {items.length > 0 && <Listings />}
      {marketplaces.data && mayWrite && (
        <Card title={items.length === 0 ? words.none : words.add}>
          {items.length === 0 && <p className="text-soft">{words.noneText}</p>}
          <ul className="flex flex-col gap-2">
            {types.map((type) => (
              <li key={type.type} className="flex flex-wrap items-center justify-between gap-3 rounded-box border border-line px-4 py-3">
                <span className="min-w-32 flex-1 font-semibold">{type.label}</span>
                <Button onClick={() => setAdding(type)}>{words.connect}</Button>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {marketplaces.data && (
        <Card title={words.files}>
          <p className="text-soft">{words.filesText}</p>
          <ul className="flex flex-wrap gap-x-6">
            {types.map((type) => (
              <li key={type.type}>
                <a href={`/api/marketplaces/upload-sheet?type=${type.type}&form=xlsx&business=${activeBusiness() ?? ''}`} download className="inline-flex min-h-12 items-center font-semibold text-primary underline">
                  {words.file(type.label)}
                </a>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {adding && <ConnectMarketplace type={adding} onClose={() => setAdding(undefined)} />}
    </Page>
  )
}
