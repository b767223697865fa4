import { useState, type ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { figureWords } from './words.ts'

/** A figure and the rows that it is made of, fetched when somebody asks for them. */
export function Opening({ title, children }: { title: string; children: ReactNode }) {
  const words = figureWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button kind="quiet" className="-ml-4 self-start" aria-expanded={isOpen} aria-label={`${isOpen ? words.hide : words.see}: ${title}`} onClick={() => setOpen(!isOpen)}>
        {isOpen ? words.hide : words.see}
      </Button>
      {isOpen && children}
    </>
  )
}

/** Rows that scroll, by keyboard too. */
export function RowList({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div role="region" aria-label={title} tabIndex={0} className="max-h-96 overflow-y-auto rounded-box border border-line">
      <ul className="divide-y divide-line">{children}</ul>
    </div>
  )
}

/** Fetches the next page of rows, while there is one. */
export function MoreRows({ rows }: { rows: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> } }) {
  const words = figureWords()
  if (!rows.hasNextPage) return null
  return (
    <Button isWide isBusy={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
      {words.more}
    </Button>
  )
}

export const rowLook = 'flex min-h-12 flex-wrap items-center justify-between gap-x-3 px-3 py-2 [overflow-wrap:anywhere] hover:bg-tint focus-visible:-outline-offset-4'
