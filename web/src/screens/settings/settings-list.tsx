import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { useMessages } from '../../locales/locale.ts'
import { useMe } from '../../session.ts'
import { Card } from '../../ui/page.tsx'

const groups = [
  { group: 'shop', items: [{ key: 'facts', to: '/pengaturan/info-toko', needs: 'business.read' }, { key: 'reports', to: '/laporan', needs: 'figures.read' }, { key: 'channels', to: '/pengaturan/kanal', needs: 'channels.read' }, { key: 'marketplaces', to: '/pengaturan/toko-online', needs: 'channels.read' }, { key: 'payments', to: '/pengaturan/pembayaran', needs: 'orders.read' }, { key: 'assistant', to: '/asisten', needs: 'assistant.read' }] },
  { group: 'people', items: [{ key: 'members', to: '/pengaturan/anggota', needs: 'members.read' }, { key: 'security', to: '/pengaturan/keamanan' }, { key: 'audit', to: '/pengaturan/catatan-aktivitas', needs: 'audit.read' }] },
  { group: 'system', items: [{ key: 'health', to: '/pengaturan/kesehatan', needs: 'health.read' }, { key: 'backups', to: '/pengaturan/cadangan', needs: 'backup.write' }, { key: 'apiKeys', to: '/pengaturan/kunci-api', needs: 'apiKeys.write' }] },
] as const

/** Everything that can be set, in three groups; what the role may not see is not shown. */
export function SettingsList() {
  const { settings } = useMessages()
  const permissions: string[] = useMe()?.permissions ?? []
  return groups.map(({ group, items }) => {
    const shown = items.filter((item) => !('needs' in item) || permissions.includes(item.needs))
    if (shown.length === 0) return null
    return (
      <Card key={group} title={settings.groups[group]}>
        <ul className="-mx-4 divide-y divide-line">
          {shown.map((item) => (
            <li key={item.key}>
              <Link to={item.to} className="flex min-h-16 items-center gap-3 px-4 py-2 hover:bg-tint">
                <span className="min-w-0 grow [overflow-wrap:anywhere]">
                  <span className="block font-semibold">{settings.items[item.key].title}</span>
                  <span className="block text-sm text-soft">{settings.items[item.key].text}</span>
                </span>
                <ChevronRight aria-hidden className="shrink-0 text-soft" />
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    )
  })
}
