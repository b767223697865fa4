import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { Home, MessageCircle, Package, Settings, Sparkles, Tag, Users } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { useLiveUpdates } from '../live.ts'
import { useMessages } from '../locales/locale.ts'
import { useOutboxDelivery } from '../outbox/use-outbox.ts'
import { useMe } from '../session.ts'
import { NewVersion } from './new-version.tsx'

/** The five places at the bottom of a phone, at the side of a desktop; the rest behind the avatar. */
export function Shell() {
  const { shell } = useMessages()
  const { isConnected } = useLiveUpdates()
  useOutboxDelivery()
  useFocusOnNewPage()
  const me = useMe()
  const isInChat = useRouterState({ select: (state) => /^\/chat(\/|$)/.test(state.location.pathname) })
  const isInConversation = useRouterState({ select: (state) => /^\/chat\/./.test(state.location.pathname) })
  const may = (permission: string) => me?.permissions.includes(permission) ?? false
  const business = me?.businesses.find((one) => one.businessId === me.activeBusinessId)
  const places = [
    { to: '/', label: shell.home, icon: <Home aria-hidden /> },
    ...(may('conversations.read') ? [{ to: '/chat', label: shell.chat, icon: <MessageCircle aria-hidden /> }] : []),
    { to: '/jualan', label: shell.sales, icon: <Package aria-hidden /> },
    { to: '/pelanggan', label: shell.customers, icon: <Users aria-hidden /> },
    { to: '/promosi', label: shell.promotions, icon: <Tag aria-hidden /> },
  ]
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_1fr]">
      <a href="#isi" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-card focus:p-4">
        {shell.skipToContent}
      </a>
      <aside className="hidden border-r border-line bg-card lg:sticky lg:top-0 lg:flex lg:h-dvh lg:flex-col lg:p-4">
        <p className="truncate px-3 pb-4 text-lg font-extrabold text-primary">{business?.name ?? 'Laris'}</p>
        <nav aria-label={shell.mainMenu} className="flex grow flex-col gap-1">
          {places.map((place) => (
            <SideLink key={place.to} {...place} />
          ))}
        </nav>
        <nav aria-label={shell.more} className="flex flex-col gap-1 border-t border-line pt-3">
          {may('assistant.read') && <SideLink to="/asisten" label={shell.assistant} icon={<Sparkles aria-hidden />} />}
          <SideLink to="/pengaturan" label={shell.settings} icon={<Settings aria-hidden />} />
        </nav>
      </aside>
      {/* Chat fills the window and scrolls inside; everything else scrolls the page. */}
      <div className={`flex min-w-0 flex-col ${isInConversation ? 'h-dvh' : ''} ${isInChat ? 'lg:h-dvh' : ''}`}>
        <NewVersion />
        {!isConnected && (
          <p role="status" className="sticky top-0 z-40 bg-note px-4 py-2 text-center text-sm font-semibold text-on-note">
            {shell.offline}
          </p>
        )}
        <main id="isi" tabIndex={-1} className={`min-h-0 grow outline-none ${isInConversation ? '' : 'pb-24'} lg:pb-0`}>
          <Outlet />
        </main>
      </div>
      {!isInConversation && (
        <nav aria-label={shell.mainMenu} className="fixed inset-x-0 bottom-0 z-30 grid auto-cols-fr grid-flow-col border-t border-line bg-card pb-[env(safe-area-inset-bottom)] lg:hidden">
          {places.map((place) => (
            <Link
              key={place.to}
              to={place.to}
              activeOptions={{ exact: place.to === '/' }}
              className="flex min-h-16 flex-col items-center justify-center gap-1 text-[min(0.75rem,3.6vw)] font-semibold text-soft"
              activeProps={{ className: '!text-primary', 'aria-current': 'page' }}
            >
              {place.icon}
              {place.label}
            </Link>
          ))}
        </nav>
      )}
    </div>
  )
}

/** A link that leaves with its page takes the focus along: the new page's content receives it. */
function useFocusOnNewPage(): void {
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const last = useRef(pathname)
  useEffect(() => {
    const isFirst = last.current === undefined || last.current === pathname
    last.current = pathname
    if (!isFirst && document.activeElement === document.body) document.getElementById('isi')?.focus({ preventScroll: true })
  }, [pathname])
}

function SideLink({ to, label, icon }: { to: string; label: string; icon: ReactNode }) {
  return (
    <Link
      to={to}
      activeOptions={{ exact: to === '/' }}
      className="flex min-h-12 items-center gap-3 rounded-box px-3 font-semibold text-soft hover:bg-tint"
      activeProps={{ className: 'bg-tint !text-primary', 'aria-current': 'page' }}
    >
      {icon}
      {label}
    </Link>
  )
}
