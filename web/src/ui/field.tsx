import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes } from 'react'

interface Labelled {
  label: string
  hint?: ReactNode
  error?: string | undefined
}

const box = 'w-full min-h-12 rounded-box border bg-card px-3 py-2 text-ink placeholder:text-soft'

/** A labelled input; its error is announced and tied to it. */
export function TextField({ label, hint, error, className = '', ...rest }: Labelled & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <input id={id} {...describe(id, hint, error)} data-focus-first={rest.autoFocus || undefined} {...rest} className={`${box} ${error ? 'border-bad' : 'border-line'} ${className}`} />
    </Frame>
  )
}

export function TextArea({ label, hint, error, className = '', ...rest }: Labelled & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <textarea id={id} rows={4} {...describe(id, hint, error)} {...rest} className={`${box} ${error ? 'border-bad' : 'border-line'} ${className}`} />
    </Frame>
  )
}

export function SelectField({ label, hint, error, children, className = '', ...rest }: Labelled & SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <select id={id} {...describe(id, hint, error)} {...rest} className={`${box} ${error ? 'border-bad' : 'border-line'} ${className}`}>
        {children}
      </select>
    </Frame>
  )
}

export function CheckField({ label, hint, ...rest }: { label: ReactNode; hint?: ReactNode } & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <label className="flex min-h-12 items-start gap-3 py-2">
      <input type="checkbox" {...rest} className="mt-0.5 size-6 shrink-0 accent-primary" />
      <span>
        {label}
        {hint && <span className="block text-sm text-soft">{hint}</span>}
      </span>
    </label>
  )
}

function Frame({ id, label, hint, error, children }: Labelled & { id: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-soft">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-sm font-semibold text-bad">
          {error}
        </p>
      )}
    </div>
  )
}

function describe(id: string, hint: ReactNode, error: string | undefined) {
  const ids = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return { 'aria-describedby': ids || undefined, 'aria-invalid': error ? true : undefined }
}
