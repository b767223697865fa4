import { useMay } from '../../session.ts'
import { TabLinks } from '../../ui/tab-links.tsx'
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
  return <TabLinks label={words.tabsLabel} tabs={tabs.filter((tab) => may[tab.needs])} names={words.tabs} current={current} />
}
