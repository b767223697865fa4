import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../../ui/button.tsx'
import type { Preview } from './queries.ts'
import { campaignWords, reasonWords } from './words.ts'

type Person = Preview['samples'][number]

/** A phone with a real customer's own text in it; the arrows turn to the next one. */
export function PhonePreview({ people, onShow }: { people: Person[]; onShow?: (person: Person) => void }) {
  const words = campaignWords()
  const [at, setAt] = useState(0)
  const person = people[Math.min(at, people.length - 1)]
  if (!person) return null
  const turn = (by: number) => {
    const next = (at + by + people.length) % people.length
    setAt(next)
    const shown = people[next]
    if (shown) onShow?.(shown)
  }
  return (
    <figure className="mx-auto flex w-full max-w-xs flex-col gap-2">
      <div className="flex min-h-64 flex-col rounded-[2rem] border-4 border-ink bg-paper p-3">
        <p className="border-b border-line px-2 pb-2 text-center font-semibold [overflow-wrap:anywhere]">{person.name || words.noName}</p>
        <div className="flex grow flex-col justify-end gap-3 pt-3" aria-live="polite">
          {person.texts.map(({ variant, text, subject }) => (
            <div key={variant} className="flex flex-col gap-1">
              {person.texts.length > 1 && <p className="text-sm text-soft">{words.variant(variant)}</p>}
              {subject && <p className="font-bold [overflow-wrap:anywhere]">{subject}</p>}
              <p className="self-end rounded-box rounded-br-none bg-tint px-3 py-2 whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>
            </div>
          ))}
          {person.reason && (
            <p className="self-center rounded-box bg-note px-3 py-2 text-center text-on-note">
              {words.notSent}: {reasonWords(person.reason)}
            </p>
          )}
        </div>
      </div>
      <figcaption className="flex items-center justify-between gap-2">
        <IconButton label={words.previous} disabled={people.length < 2} onClick={() => turn(-1)}>
          <ChevronLeft aria-hidden />
        </IconButton>
        <span className="text-center text-sm text-soft">{words.position(Math.min(at, people.length - 1) + 1, people.length)}</span>
        <IconButton label={words.next} disabled={people.length < 2} onClick={() => turn(1)}>
          <ChevronRight aria-hidden />
        </IconButton>
      </figcaption>
    </figure>
  )
}
