import type { ReactNode } from 'react'

const tones = {
  plain: 'bg-line/60 text-ink',
  good: 'bg-tint text-good',
  warn: 'bg-note text-on-note',
  bad: 'bg-card text-bad border border-bad',
  primary: 'bg-tint text-primary',
}

/** A short state in words; colour only helps. */
export function Badge({ tone = 'plain', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return <span className={`inline-flex items-center gap-1 rounded-full px-2 py-0.5 text-sm font-semibold ${tones[tone]}`}>{children}</span>
}
