import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { ChannelCard } from './channel-card.tsx'
import { channelForms, channelWords, type ChannelTypeName } from './channel-forms.ts'
import { ConnectDialog } from './connect-dialog.tsx'
import { connectionWords } from './words.ts'

// Written in the order in which they are offered.
const types = Object.keys(channelForms) as ChannelTypeName[]

/** Connected accounts with their health, and the kinds that can be added. */
export function ChannelsScreen() {
  const words = connectionWords()
  const channels = useQuery({ queryKey: ['channels'], queryFn: () => call('listChannels') })
  const [adding, setAdding] = useState<ChannelTypeName>()
  const mayWrite = useMay('channels.write')
  return (
    <Page title={words.title} back="/pengaturan">
      <p className="text-soft">{words.intro}</p>
      {channels.isPending && <Loading rows={2} />}
      {channels.isError && <ErrorState error={channels.error} onRetry={() => void channels.refetch()} />}
      {channels.data?.items.map((channel) => (
        <ChannelCard key={channel.channelId} channel={channel} mayWrite={mayWrite} />
      ))}
      {channels.data && mayWrite && (
        <Card title={channels.data.items.length === 0 ? words.none : words.add}>
          {channels.data.items.length === 0 && <p className="text-soft">{words.noneText}</p>}
          <ul className="flex flex-col gap-2">
            {types.map((type) => (
              <li key={type} className="flex flex-wrap items-center justify-between gap-3 rounded-box border border-line px-4 py-3">
                <span className="min-w-32 flex-1">
                  <span className="block font-semibold">{channelWords().types[type].title}</span>
                  <span className="block text-sm text-soft">{channelWords().types[type].text}</span>
                </span>
                <Button onClick={() => setAdding(type)}>{words.connect}</Button>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {adding && <ConnectDialog type={adding} onClose={() => setAdding(undefined)} />}
    </Page>
  )
}
