import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState, type Ref } from 'react'
import { IconButton } from '../../ui/button.tsx'

interface SearchBoxProps {
  label: string
  clearLabel: string
  /** What the list shows now. */
  value: string
  onChange: (change: { search: string }) => void
  ref?: Ref<HTMLInputElement>
}

/** Searches a moment after the last letter, so that a list is read once a word and not once a letter. */
export function SearchBox({ label, clearLabel, value, onChange, ref }: SearchBoxProps) {
  const [text, setText] = useState(value)
  const asked = useRef(value)
  useEffect(() => {
    // Cleared or changed from elsewhere; an answer to our own question must not overwrite what was typed since.
    if (asked.current !== value) setText(value)
    asked.current = value
  }, [value])
  const wanted = text.trim()
  useEffect(() => {
    if (wanted === asked.current) return
    const timer = setTimeout(() => {
      asked.current = wanted
      onChange({ search: wanted })
    }, 300)
    return () => clearTimeout(timer)
    // `onChange` is new on every render; what counts is the text.
  }, [wanted])
  return (
    <div role="search" className="relative px-4">
      <Search aria-hidden className="pointer-events-none absolute top-3 left-7 size-6 text-soft" />
      <input
        ref={ref}
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={100}
        enterKeyHint="search"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && (text === '' ? event.currentTarget.blur() : setText(''))}
        className="min-h-12 w-full truncate rounded-box border border-line bg-card pr-12 pl-11 placeholder:text-soft [&::-webkit-search-cancel-button]:hidden"
      />
      {text !== '' && (
        <IconButton label={clearLabel} onClick={() => setText('')} className="absolute top-0 right-4">
          <X aria-hidden />
        </IconButton>
      )}
    </div>
  )
}
