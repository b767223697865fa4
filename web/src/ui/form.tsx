import type { ReactNode } from 'react'
import { ApiError } from '../api/client.ts'
import { Button } from './button.tsx'

interface FormProps {
  id?: string
  onSubmit: (form: FormData) => void
  /** What the button below says; without it the button stands elsewhere, tied by `id`. */
  action?: string
  isBusy?: boolean
  error?: Error | null
  children: ReactNode
}

/** Fields, the server's own sentence when it refused, and one button that cannot be pressed twice. */
export function Form({ id, onSubmit, action, isBusy = false, error, children }: FormProps) {
  return (
    <form
      id={id}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBusy) onSubmit(new FormData(event.currentTarget))
      }}
      className="flex flex-col gap-4"
    >
      {children}
      <Refusal error={error} />
      {action && (
        <Button type="submit" kind="primary" isWide isBusy={isBusy}>
          {action}
        </Button>
      )}
    </form>
  )
}

/** What the server refused, announced once. */
export function Refusal({ error }: { error?: Error | null | undefined }) {
  if (!error) return null
  return (
    <p role="alert" className="font-semibold text-bad">
      {error.message}
    </p>
  )
}

/** What the server said about one field; several pointers when it may be named in several places. */
export function fieldError(error: Error | null, ...pointers: string[]): string | undefined {
  return error instanceof ApiError ? error.fields.find((field) => pointers.includes(field.pointer))?.message : undefined
}

/** The typed text of a field, trimmed. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}
