import { useQuery } from '@tanstack/react-query'
import { Card } from '../../ui/page.tsx'
import { processingQuery } from './relation-queries.ts'
import { relationWords } from './words.ts'

/** Records of processing (UU PDP): made from what the code declares, so it is never out of date. */
export function Processing() {
  const relations = relationWords()
  const { data } = useQuery(processingQuery)
  if (!data) return null
  return (
    <Card title={relations.processing}>
      <p className="text-sm text-soft">{relations.processingText}</p>
      {data.items.map((table) => (
        <details key={table.table} className="border-t border-line">
          <summary className="min-h-12 content-center">
            <span className="font-semibold">{table.title}</span> <span className="text-sm text-soft">{relations.onErase[table.onErase]}</span>
          </summary>
          <ul className="pb-3 text-sm">
            {table.columns.map((column) => (
              <li key={column.name} className="flex flex-wrap justify-between gap-x-4">
                <code>{column.name}</code>
                <span className="text-soft">{relations.purposes[column.purpose] ?? column.purpose}</span>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </Card>
  )
}
