import { Link } from '@tanstack/react-router'
import { useMay } from '../../session.ts'
import { campaignWords } from './words.ts'

const tabs = [
  { key: 'campaigns', to: '/promosi', needs: 'campaigns.read' },
  { key: 'journeys', to: '/promosi/otomatis', needs: 'campaigns.read' },
  { key: 'social', to: '/promosi/unggahan', needs: 'campaigns.read' },
  { key: 'facts', to: '/promosi/toko', needs: 'business.read' },
] as const

/** The parts of promotions. */
export function PromotionTabs({ current }: { current: (typeof tabs)[number]['key'] }) {
  const words = campaignWords()
  const may = { 'campaigns.read': useMay('campaigns.read'), 'business.read': useMay('business.read') }
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
