import { Clock } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useMessages } from '../../locales/locale.ts'

/** How long the provider still allows free text; `undefined` where it does not limit it. */
export function useWindow(expiresAt: string | null): { minutesLeft: number } | undefined {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (expiresAt === null) return
    const timer = setInterval(() => setNow(Date.now()), 20_000)
    return () => clearInterval(timer)
  }, [expiresAt])
  return expiresAt === null ? undefined : { minutesLeft: Math.max(0, Math.ceil((Date.parse(expiresAt) - now) / 60_000)) }
}

export function WindowCountdown({ minutesLeft }: { minutesLeft: number }) {
  const { inbox } = useMessages()
  return (
    <p className={`flex items-center gap-1 text-sm ${minutesLeft < 120 ? 'font-semibold text-accent' : 'text-soft'}`}>
      <Clock aria-hidden className="size-4 shrink-0" />
      {inbox.windowLeft(Math.floor(minutesLeft / 60), minutesLeft % 60)}
    </p>
  )
}
