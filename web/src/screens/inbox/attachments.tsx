import { FileText, FileWarning } from 'lucide-react'
import { activeBusiness } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import type { Message } from './messages-query.ts'

type Attachment = Message['attachments'][number]

const playableSound = new Set(['audio/ogg', 'audio/mpeg', 'audio/mp4', 'audio/aac', 'audio/wav'])
const playableVideo = new Set(['video/mp4', 'video/webm', 'video/quicktime'])
const pictures = new Set(['image/jpeg', 'image/png', 'image/webp'])

/** Pictures, sound and video in place; other files as a link; what was refused with its reason. */
export function Attachments({ attachments }: { attachments: Attachment[] }) {
  return attachments.map((attachment) => <AttachmentView key={attachment.attachmentId} attachment={attachment} />)
}

function AttachmentView({ attachment }: { attachment: Attachment }) {
  const { inbox } = useMessages()
  const { attachmentId, status, name, mediaType, bytes, reason } = attachment
  // An element sends no headers, so the address names the business.
  const address = `/api/attachments/${attachmentId}?business=${encodeURIComponent(activeBusiness() ?? '')}`
  if (status === 'waiting') {
    return (
      <p className="flex items-center gap-2 text-soft">
        <FileText aria-hidden className="shrink-0" /> {name}: {inbox.attachmentWaiting}
      </p>
    )
  }
  if (status !== 'stored') {
    return (
      <p className="flex items-start gap-2">
        <FileWarning aria-hidden className="shrink-0 text-accent" />
        <span className="min-w-0 break-words">
          <span className="block font-semibold">{name}</span>
          {reason}
        </span>
      </p>
    )
  }
  if (pictures.has(mediaType)) {
    return (
      <a href={address} target="_blank" rel="noopener" className="block">
        <img src={address} alt={inbox.picture(name)} loading="lazy" decoding="async" className="max-h-72 min-h-24 w-auto max-w-full rounded-lg bg-line object-contain" />
      </a>
    )
  }
  if (playableSound.has(mediaType)) return <audio controls preload="none" src={address} aria-label={name} className="h-12 w-64 max-w-full" />
  if (playableVideo.has(mediaType)) return <video controls preload="metadata" src={address} aria-label={name} className="max-h-72 max-w-full rounded-lg bg-line" />
  return (
    <a href={address} target="_blank" rel="noopener" aria-label={inbox.openFile(name)} className="flex min-h-12 items-center gap-2 font-semibold underline">
      <FileText aria-hidden className="shrink-0" />
      <span className="min-w-0 break-words">
        {name}
        {bytes !== null && <span className="block text-sm font-normal">{fileSize(bytes)}</span>}
      </span>
    </a>
  )
}

export function fileSize(bytes: number): string {
  return bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1_024))} kB` : `${(bytes / 1_048_576).toFixed(1).replace('.', ',')} MB`
}
