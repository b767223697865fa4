import { useQuery } from '@tanstack/react-query'
import { Badge } from '../../ui/badge.tsx'
import { number } from '../../ui/format.ts'
import { placesQuery } from './queries.ts'
import { marketplaceWords } from './words.ts'

/** In which online shops a variant stands, and in how many of them its number is saved. Nothing when it stands in none. */
export function StockPlaces({ variantId }: { variantId: string }) {
  const words = marketplaceWords()
  const { data } = useQuery(placesQuery(variantId))
  if (!data || data.places.length === 0) return null
  return (
    <details className="rounded-box border border-line px-3">
      <summary className="min-h-12 content-center font-semibold">{words.savedIn(data.saved, data.places.length)}</summary>
      <ul className="flex flex-col gap-2 pb-3">
        {data.places.map((place) => (
          <li key={`${place.accountId} ${place.listingName}`} className="text-sm">
            <span className="flex flex-wrap items-center gap-2">
              {place.accountName}
              {place.stock !== null && <span className="text-soft tabular">{words.placeStock(number(place.stock))}</span>}
              {place.pushState !== 'none' && <Badge tone={place.pushState === 'accepted' ? 'good' : place.pushState === 'rejected' || place.pushState === 'uncertain' ? 'bad' : 'plain'}>{words.pushStates[place.pushState]}</Badge>}
            </span>
            {place.problem && <span className="block text-bad">{place.problem}</span>}
          </li>
        ))}
      </ul>
    </details>
  )
}
