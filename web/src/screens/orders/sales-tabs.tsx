import { useMay } from '../../session.ts'
import { TabLinks } from '../../ui/tab-links.tsx'
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
  return <TabLinks label={words.tabsLabel} tabs={tabs.filter((tab) => may[tab.needs])} names={words.tabs} current={current} />
}
