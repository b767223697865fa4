import { useQuery } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { ExportLinks } from '../../ui/export-links.tsx'
import { number } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { salesWords } from '../orders/words.ts'

/** What the orders in work ask for and the shelf does not have. */
export function IngredientNeeds() {
  const words = salesWords().stock
  const mayRead = useMay('orders.read')
  const needs = useQuery({ queryKey: ['orders', 'needs'], queryFn: () => call('listIngredientNeeds'), enabled: mayRead }).data?.items ?? []
  const missing = needs.filter((need) => need.missing > 0)
  const amount = (count: number, unit: string) => [number(count), unit].filter(Boolean).join(' ')
  if (missing.length === 0) return null
  return (
    <Card title={words.needs}>
      <ul className="divide-y divide-line">
        {missing.map((need) => (
          <li key={need.variantId} className="py-2">
            <span className="block font-semibold tabular">{words.need(need.name, amount(need.missing, need.unit))}</span>
            <span className="block text-sm text-soft tabular">{words.needWhole(amount(need.needed, need.unit), amount(need.available ?? 0, need.unit))}</span>
          </li>
        ))}
      </ul>
      <ExportLinks list="orders/needs" />
    </Card>
  )
}
