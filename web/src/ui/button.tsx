import type { ButtonHTMLAttributes, ReactNode } from 'react'

type Kind = 'primary' | 'plain' | 'quiet' | 'danger'

const looks: Record<Kind, string> = {
  primary: 'bg-primary text-on-primary shadow-box',
  plain: 'bg-card text-ink border border-line',
  quiet: 'text-primary',
  danger: 'text-bad border border-line bg-card',
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: Kind
  icon?: ReactNode
  isBusy?: boolean
  isWide?: boolean
}

/** A button with a target of at least 48 px. While busy it keeps its width and cannot be pressed again. */
export function Button({ kind = 'plain', icon, isBusy = false, isWide = false, children, className = '', disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || isBusy}
      aria-busy={isBusy || undefined}
      className={`inline-flex min-h-12 max-w-full items-center justify-center gap-2 rounded-box px-4 [overflow-wrap:anywhere] py-2 font-semibold transition-opacity disabled:opacity-60 ${isWide ? 'w-full' : ''} ${looks[kind]} ${className}`}
    >
      {icon}
      {children}
    </button>
  )
}

/** A round button that shows an icon and says its name to screen readers. Larger text leaves it its size: there is none in it. */
export function IconButton({ label, children, className = '', ...rest }: ButtonHTMLAttributes<HTMLButtonElement> & { label: string }) {
  return (
    <button type="button" aria-label={label} title={label} {...rest} className={`inline-flex size-[48px] shrink-0 items-center justify-center rounded-full text-ink hover:bg-tint disabled:opacity-50 ${className}`}>
      {children}
    </button>
  )
}
