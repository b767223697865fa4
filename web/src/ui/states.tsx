import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ApiError } from '../api/client.ts'
import { useMessages } from '../locales/locale.ts'
import { Button } from './button.tsx'

/** What will appear here, and the one thing to do. */
export function EmptyState({ title, text, action }: { title: string; text: string; action?: ReactNode }) {
  return (
    <section className="flex flex-col items-center gap-3 px-6 py-12 text-center">
      <Kawung />
      <h2 className="text-lg font-bold">{title}</h2>
      <p className="max-w-sm text-soft">{text}</p>
      {action}
    </section>
  )
}

/** What went wrong in the server's own words, with a way on. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { shell } = useMessages()
  const known = error instanceof ApiError ? error : undefined
  return (
    <section role="alert" className="flex flex-col items-center gap-3 px-6 py-12 text-center">
      <p className="max-w-sm font-semibold">{known?.message ?? shell.somethingWrong}</p>
      {onRetry && (
        <Button kind="primary" onClick={onRetry}>
          {shell.retry}
        </Button>
      )}
      {known?.requestId && (
        <details className="text-sm text-soft">
          <summary className="min-h-12 content-center">{shell.technicalDetails}</summary>
          <p>{shell.requestId(known.requestId)}</p>
          <p>{known.code}</p>
        </details>
      )}
    </section>
  )
}

/** Grey rows in the shape of what comes; announced once. */
export function Loading({ rows = 5 }: { rows?: number }) {
  const { shell } = useMessages()
  return (
    <div role="status" aria-label={shell.loading} className="flex flex-col gap-3 p-4">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="h-14 animate-pulse rounded-box bg-line/60" />
      ))}
    </div>
  )
}

/** A link that looks like a primary button. */
export function LinkButton({ children, ...rest }: LinkProps & { children: ReactNode }) {
  return (
    <Link {...rest} className="inline-flex min-h-12 items-center justify-center gap-2 rounded-box bg-primary px-4 py-2 font-semibold text-on-primary shadow-box">
      {children}
    </Link>
  )
}

function Kawung() {
  return (
    <svg aria-hidden viewBox="0 0 80 80" className="size-20 text-primary opacity-30" fill="none" stroke="currentColor" strokeWidth="2">
      {[0, 90, 180, 270].map((turn) => (
        <path key={turn} d="M40 38C30 30 30 14 40 8c10 6 10 22 0 30Z" transform={`rotate(${turn + 45} 40 40)`} />
      ))}
      <circle cx="40" cy="40" r="2" fill="currentColor" />
    </svg>
  )
}
