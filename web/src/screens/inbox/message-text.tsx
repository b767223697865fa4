import { useMessages } from '../../locales/locale.ts'
import { splitLinks } from '../../ui/links.ts'
import type { Message } from './messages-query.ts'

/** The words of a message, and of the kinds that have more than words. */
export function MessageText({ message }: { message: Message }) {
  const { inbox } = useMessages()
  const { kind, text, content } = message
  if (message.revokedAt) return <p className="italic">{inbox.revoked}</p>
  if (kind === 'reaction') return <p>{inbox.reactionTo(text)}</p>
  const name = kind !== 'text' && message.attachments.length === 0 ? inbox.kinds[kind] : undefined
  const { latitude, longitude } = content
  return (
    <>
      {name && <p className="text-sm font-semibold">{name}</p>}
      {text !== '' && <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{withLinks(text)}</p>}
      {typeof latitude === 'number' && typeof longitude === 'number' && (
        <a href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`} target="_blank" rel="noopener noreferrer" className="inline-flex min-h-12 items-center font-semibold underline">
          {inbox.openMap}
        </a>
      )}
    </>
  )
}

function withLinks(text: string) {
  return splitLinks(text).map((part, index) =>
    part.href ? (
      <a key={index} href={part.href} target="_blank" rel="noopener noreferrer nofollow" className="underline">
        {part.text}
      </a>
    ) : (
      part.text
    ),
  )
}
