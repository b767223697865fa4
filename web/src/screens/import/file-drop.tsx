import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { importingWords } from './words.ts'

/** A place to pick or drop several files; a label around an input, so that keyboards and screen readers know it. */
export function FileDrop({ onFiles }: { onFiles: (files: File[]) => void }) {
  const importing = importingWords()
  const [isOver, setIsOver] = useState(false)
  return (
    <label
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setIsOver(false)
        const files = [...event.dataTransfer.files]
        if (files.length > 0) onFiles(files)
      }}
      className={`flex min-h-24 cursor-pointer flex-col items-center justify-center gap-1 rounded-box border border-dashed border-primary px-4 py-4 text-center has-focus-visible:outline-3 has-focus-visible:outline-primary ${isOver ? 'bg-tint' : ''}`}
    >
      <FileUp aria-hidden className="text-primary" />
      <span className="font-semibold text-primary">{importing.dropHere}</span>
      <span className="text-sm text-soft">{importing.dropHint}</span>
      <input
        type="file"
        multiple
        accept=".csv,.tsv,.txt,.xlsx,.zip,text/csv,text/plain,application/zip,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        className="sr-only"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          event.target.value = ''
          if (files.length > 0) onFiles(files)
        }}
      />
    </label>
  )
}
