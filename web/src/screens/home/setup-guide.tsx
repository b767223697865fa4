import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight, Circle } from 'lucide-react'
import { useState } from 'react'
import { activeBusiness } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/page.tsx'
import { setupQuery } from './queries.ts'

const steps = [
  { key: 'catalog', to: '/jualan/impor' },
  { key: 'facts', to: '/pengaturan/info-toko' },
  { key: 'try', to: '/asisten' },
  { key: 'channel', to: '/pengaturan/kanal' },
  { key: 'member', to: '/pengaturan/anggota' },
] as const

/** At most five steps of two minutes; progress is read from what exists. Can be hidden and opened again. */
export function SetupGuide() {
  const { home } = useMessages()
  const setup = useQuery(setupQuery)
  const hiddenKey = `laris.setup-hidden.${activeBusiness() ?? ''}`
  const [isHidden, setHidden] = useState(() => localStorage.getItem(hiddenKey) !== null)
  if (!setup.data) return null
  const open = steps.filter((step) => !setup.data[step.key])
  const done = steps.length - open.length
  if (open.length === 0) return null
  const hide = (hidden: boolean) => {
    if (hidden) localStorage.setItem(hiddenKey, '1')
    else localStorage.removeItem(hiddenKey)
    setHidden(hidden)
  }
  if (isHidden) {
    return (
      <Button kind="quiet" onClick={() => hide(false)}>
        {home.reopenSetup}
      </Button>
    )
  }
  return (
    <Card title={home.setupTitle}>
      <p className="text-soft">{home.setupProgress(done, steps.length)}</p>
      <progress value={done} max={steps.length} aria-label={home.setupProgress(done, steps.length)} className="h-2 w-full accent-primary" />
      <ol className="-mx-4 divide-y divide-line">
        {open.map((step) => {
          const words = home.steps[step.key]
          return (
            <li key={step.key}>
              <Link to={step.to} className="flex min-h-16 items-center gap-3 px-4 py-2 hover:bg-tint">
                <Circle aria-hidden className="shrink-0 text-soft" />
                <span className="min-w-0 grow [overflow-wrap:anywhere]">
                  <span className="block font-semibold">{words.title}</span>
                  <span className="block text-sm text-soft">{words.text}</span>
                </span>
                <ChevronRight aria-hidden className="shrink-0 text-soft" />
              </Link>
            </li>
          )
        })}
      </ol>
      <Button kind="quiet" onClick={() => hide(true)}>
        {home.dismissSetup}
      </Button>
    </Card>
  )
}
