import { Link, type LinkProps } from '@tanstack/react-router'

export interface TabLink<Key extends string> {
  key: Key
  to: LinkProps['to']
}

/** On a phone the row is wider than the screen: the open part is brought to its middle. */
function centre(link: HTMLElement | null): void {
  const row = link?.parentElement
  if (row) row.scrollLeft = link.offsetLeft - row.offsetLeft - (row.clientWidth - link.clientWidth) / 2
}

/** Links to the parts of one place, the open one marked. */
export function TabLinks<Key extends string>({ label, tabs, names, current }: { label: string; tabs: readonly TabLink<Key>[]; names: Record<Key, string>; current: Key }) {
  return (
    <nav aria-label={label} className="-mx-4 flex gap-2 overflow-x-auto px-4 pb-1">
      {tabs.map((tab) => (
        <Link
          key={tab.key}
          to={tab.to}
          ref={tab.key === current ? centre : undefined}
          aria-current={tab.key === current ? 'page' : undefined}
          className={`inline-flex min-h-12 shrink-0 items-center rounded-full px-4 font-semibold ${tab.key === current ? 'bg-primary text-on-primary' : 'border border-line bg-card'}`}
        >
          {names[tab.key]}
        </Link>
      ))}
    </nav>
  )
}
