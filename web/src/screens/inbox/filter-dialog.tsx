import { useQuery } from '@tanstack/react-query'
import { useMessages } from '../../locales/locale.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { SelectField } from '../../ui/field.tsx'
import { channelsQuery, labelsQuery, type ConversationFilter } from './queries.ts'

/** Channel and label; each choice counts at once, closing keeps it. */
export function FilterDialog({ filter, onChange, onClose }: { filter: ConversationFilter; onChange: (filter: ConversationFilter) => void; onClose: () => void }) {
  const { inbox } = useMessages()
  const channels = useQuery(channelsQuery)
  const labels = useQuery(labelsQuery)
  const set = (key: 'channelId' | 'label', value: string) => {
    const { [key]: _, ...rest } = filter
    onChange(value === '' ? rest : { ...rest, [key]: value })
  }
  const clear = () => {
    const { channelId: _, label: __, ...rest } = filter
    onChange(rest)
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={inbox.filter}
      footer={
        <>
          <Button onClick={clear}>{inbox.clearFilter}</Button>
          <Button kind="primary" onClick={onClose}>
            {inbox.showFiltered}
          </Button>
        </>
      }
    >
      <SelectField label={inbox.channel} value={filter.channelId ?? ''} onChange={(event) => set('channelId', event.target.value)}>
        <option value="">{inbox.everyChannel}</option>
        {channels.data?.items.map((channel) => (
          <option key={channel.channelId} value={channel.channelId}>
            {channel.name}
          </option>
        ))}
      </SelectField>
      <SelectField label={inbox.label} value={filter.label ?? ''} onChange={(event) => set('label', event.target.value)}>
        <option value="">{inbox.everyLabel}</option>
        {labels.data?.items.map((label) => (
          <option key={label.labelId} value={label.name}>
            {label.name}
          </option>
        ))}
      </SelectField>
      <ExportLinks list="conversations" filter={filter} />
    </Dialog>
  )
}
