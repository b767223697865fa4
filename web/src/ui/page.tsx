import { Link, type LinkProps } from '@tanstack/react-router'
import { ArrowLeft, CircleUserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMessages } from '../locales/locale.ts'

/** A page with its heading; `back` is where the arrow leads, else the avatar leads to settings on phones. */
export function Page({ title, back, actions, children, isWide = false }: { title: string; back?: LinkProps['to']; actions?: ReactNode; children: ReactNode; isWide?: boolean }) {
  const { shell } = useMessages()
  return (
    <div className={`mx-auto flex w-full flex-col ${isWide ? 'max-w-6xl' : 'max-w-3xl'}`}>
      <header className="sticky top-0 z-20 flex min-h-16 flex-wrap items-center gap-x-2 bg-paper/95 px-4 py-1 backdrop-blur">
        {back && (
          <Link to={back} aria-label={shell.back} className="-ml-3 inline-flex size-[48px] shrink-0 items-center justify-center rounded-full hover:bg-tint">
            <ArrowLeft aria-hidden />
          </Link>
        )}
        <h1 className="line-clamp-2 min-w-min max-w-full flex-1 text-xl leading-tight font-extrabold break-words">{title}</h1>
        {actions}
        {!back && (
          <Link to="/lainnya" aria-label={shell.more} className="-mr-3 inline-flex size-[48px] shrink-0 items-center justify-center rounded-full hover:bg-tint lg:hidden">
            <CircleUserRound aria-hidden />
          </Link>
        )}
      </header>
      <div className="flex flex-col gap-4 px-4 pb-6">{children}</div>
    </div>
  )
}

/** A quiet box that groups things. */
export function Card({ title, actions, children }: { title?: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3 rounded-box bg-card p-4 shadow-box">
      {title && (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h2 className="text-lg font-bold">{title}</h2>
          {actions}
        </div>
      )}
      {children}
    </section>
  )
}
