import { useMessages } from '../../locales/locale.ts'

/** The rows that an answer rests on, one tap away. */
export function Sources({ sources }: { sources: { kind: string; ref: string; text: string }[] }) {
  const { assistant } = useMessages()
  if (sources.length === 0) return <span className="text-sm text-soft">{assistant.noSources}</span>
  const names = [...new Set(sources.map((source) => source.ref || source.kind))]
  return (
    <details className="min-w-0 text-sm text-soft">
      <summary className="min-h-12 content-center truncate">
        {assistant.sources}: {names.slice(0, 3).join(', ')}
        {names.length > 3 ? ` +${names.length - 3}` : ''}
      </summary>
      <ul className="flex flex-col gap-1 border-l-2 border-line pl-3">
        {sources.map((source, index) => (
          <li key={index} className="break-words">
            {source.text}
          </li>
        ))}
      </ul>
    </details>
  )
}
