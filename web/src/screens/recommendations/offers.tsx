import { useQuery } from '@tanstack/react-query'
import { call, type Answer } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { rupiah } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { recommendationWords } from './words.ts'

type Offers = Answer<'listOffersBeside'>
type Offer = Offers['items'][number]

/** What to offer to one customer, each with why. */
export function OffersToCustomer({ customerId }: { customerId: string }) {
  const words = recommendationWords()
  const offers = useQuery({ queryKey: ['recommendations', 'customer', customerId], queryFn: () => call('listOffersToCustomer', { params: { customerId }, query: { limit: 4 } }) })
  if (!offers.data) return null
  return (
    <Card title={words.title}>
      <Fallback offers={offers.data} />
      {offers.data.items.length === 0 && <p className="text-soft">{words.none}</p>}
      <ul className="divide-y divide-line">
        {offers.data.items.map((offer) => (
          <li key={offer.variantId} className="py-2 [overflow-wrap:anywhere]">
            <OfferText offer={offer} />
          </li>
        ))}
      </ul>
      <Measured offers={offers.data} />
    </Card>
  )
}

/** What goes with a basket, a tap each; nothing while there is no network. */
export function OffersBeside({ variantIds, onPick }: { variantIds: string[]; onPick: (variantId: string) => void }) {
  const words = recommendationWords()
  const basket = variantIds.toSorted().join(',')
  const offers = useQuery({ queryKey: ['recommendations', 'beside', basket], queryFn: () => call('listOffersBeside', { query: { basket, limit: 3 } }), enabled: basket !== '', retry: false, placeholderData: (before) => before })
  const items = offers.data?.items.filter((offer) => !variantIds.includes(offer.variantId)) ?? []
  if (basket === '' || !offers.data || items.length === 0) return null
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-bold">{words.beside}</h3>
      <Fallback offers={offers.data} />
      <ul className="flex flex-col gap-2">
        {items.map((offer) => (
          <li key={offer.variantId}>
            <Button isWide aria-label={words.add(offer.name)} onClick={() => onPick(offer.variantId)}>
              <span className="block w-full text-left font-normal [overflow-wrap:anywhere]">
                <OfferText offer={offer} />
              </span>
            </Button>
          </li>
        ))}
      </ul>
      <Measured offers={offers.data} />
    </section>
  )
}

function OfferText({ offer: { name, price, available, reason } }: { offer: Offer }) {
  const words = recommendationWords()
  return (
    <>
      <span className="flex flex-wrap justify-between gap-x-3">
        <strong>{name}</strong>
        <span className="tabular">{[rupiah(price), ...(available === null ? [] : [words.left(available)])].join(' · ')}</span>
      </span>
      <span className="block text-sm text-soft">{readOffer(reason)}</span>
    </>
  )
}

function Fallback({ offers: { fallback } }: { offers: Offers }) {
  const words = recommendationWords()
  return fallback && <p className="text-sm text-soft">{words.fallback[fallback.reason](fallback.have, fallback.need)}</p>
}

function Measured({ offers: { measured } }: { offers: Offers }) {
  const words = recommendationWords()
  return measured && <p className="text-sm text-soft">{words.measured(measured.tried, measured.hits, measured.bestSellerHits)}</p>
}

function readOffer(reason: Offer['reason']): string {
  const { because } = recommendationWords()
  switch (reason.kind) {
    case 'buy-again':
      return because['buy-again'](reason.usualDays, reason.sinceDays)
    case 'also-bought':
      return because['also-bought'](reason.with, reason.together, reason.of)
    case 'taste':
      return because.taste()
    case 'best-seller':
      return because['best-seller'](reason.orders, reason.days)
  }
}
