import { rupiah } from '../../ui/format.ts'
import { assistantWords } from './words.ts'

/** The rows that an answer rests on, one tap away. */
export function Sources({ sources }: { sources: { kind: string; ref: string; text: string }[] }) {
  const assistant = assistantWords()
  if (sources.length === 0) return <span className="inline-flex min-h-12 items-center text-sm text-soft">{assistant.noSources}</span>
  const names = [...new Set(sources.map(({ kind }) => assistant.sourceKinds[kind] ?? kind))]
  return (
    <details className="min-w-0 text-sm text-soft">
      <summary className="min-h-12 content-center truncate">
        {assistant.sources}: {names.join(', ')}
      </summary>
      <ul className="flex flex-col gap-1 border-l-2 border-line pl-3">
        {sources.map((source, index) => (
          <li key={index} className="break-words">
            {readable(source)}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Rows come with bars between their columns; empty ones say nothing to a person. */
function readable({ kind, text }: { kind: string; text: string }): string {
  const hasAmounts = kind === 'product' || kind === 'shipping'
  return text
    .split(' | ')
    .filter((part) => !/^(|-|0|(0|null) gram)$/.test(part.trim()))
    .map((part) => (hasAmounts && /^[1-9]\d{2,}$/.test(part) ? rupiah(Number(part)) : part))
    .join(' · ')
}
