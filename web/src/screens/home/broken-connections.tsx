import { useQuery } from '@tanstack/react-query'
import { useMay } from '../../session.ts'
import { LinkButton } from '../../ui/states.tsx'
import { channelsQuery } from '../inbox/queries.ts'
import { marketplacesQuery } from '../marketplaces/queries.ts'
import { marketplaceWords } from '../marketplaces/words.ts'

/** Channels and shops that wait for their owner's consent again: said where people look first. */
export function BrokenConnections() {
  const words = marketplaceWords()
  const mayRead = useMay('channels.read')
  const mayWrite = useMay('channels.write')
  const channels = useQuery({ ...channelsQuery, enabled: mayRead }).data?.items ?? []
  const shops = useQuery({ ...marketplacesQuery, enabled: mayRead }).data?.items ?? []
  const broken = [
    ...channels.filter((one) => one.status === 'disconnected').map((one) => ({ id: one.channelId, text: words.channelDown(one.name), to: '/pengaturan/kanal' as const })),
    ...shops.filter((one) => one.status === 'disconnected').map((one) => ({ id: one.accountId, text: words.shopDown(one.name), to: '/pengaturan/toko-online' as const })),
  ]
  if (broken.length === 0) return null
  return (
    <div role="alert" className="flex flex-col gap-3">
      {broken.map(({ id, text, to }) => (
        <div key={id} className="flex flex-wrap items-center justify-between gap-3 rounded-box bg-note px-4 py-3 text-on-note">
          <span className="min-w-0 grow basis-60 font-semibold wrap-anywhere">{text}</span>
          {mayWrite && <LinkButton to={to}>{words.reconnect}</LinkButton>}
        </div>
      ))}
    </div>
  )
}
