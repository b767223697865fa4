import { Link } from '@tanstack/react-router'
import { useMay } from '../../session.ts'
import { salesWords } from './words.ts'

const tabs = [
  { key: 'products', to: '/jualan', needs: 'catalog.read' },
  { key: 'stock', to: '/jualan/stok', needs: 'catalog.read' },
  { key: 'orders', to: '/jualan/pesanan', needs: 'orders.read' },
  { key: 'board', to: '/jualan/papan', needs: 'orders.read' },
  { key: 'counter', to: '/kasir', needs: 'orders.write' },
] as const

/** The parts of selling. */
export function SalesTabs({ current }: { current: (typeof tabs)[number]['key'] }) {
  const words = salesWords()
  const may = { 'catalog.read': useMay('catalog.read'), 'orders.read': useMay('orders.read'), 'orders.write': useMay('orders.write') }
  return (
    <nav aria-label={words.tabsLabel} className="-mx-4 flex gap-2 overflow-x-auto px-4 pb-1">
      {tabs.filter((tab) => may[tab.needs]).map((tab) => (
        <Link
          key={tab.key}
          to={tab.to}
          aria-current={tab.key === current ? 'page' : undefined}
          className={`inline-flex min-h-12 shrink-0 items-center rounded-full px-4 font-semibold ${tab.key === current ? 'bg-primary text-on-primary' : 'border border-line bg-card'}`}
        >
          {words.tabs[tab.key]}
        </Link>
      ))}
    </nav>
  )
}
