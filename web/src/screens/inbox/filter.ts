import type { ConversationFilter } from './queries.ts'

const views = ['all', 'mine', 'unassigned', 'needs-person', 'unread'] as const
const statuses = ['open', 'waiting', 'closed'] as const

/** The filter of the inbox lives in the address: it survives a reload and can be shared. */
export function readConversationFilter(search: Record<string, unknown>): ConversationFilter {
  const text = (key: string) => (typeof search[key] === 'string' && search[key] !== '' ? search[key] : undefined)
  const view = views.find((one) => one === search['view'])
  const status = statuses.find((one) => one === search['status'])
  const [find, label, channelId] = [text('search'), text('label'), text('channelId')]
  return { ...(view ? { view } : {}), ...(status ? { status } : {}), ...(find ? { search: find } : {}), ...(label ? { label } : {}), ...(channelId ? { channelId } : {}) }
}

/** The choices above the list; "closed" is a status, the others are views. */
export const inboxViews = ['all', 'needs-person', 'mine', 'unread', 'closed'] as const
export type InboxView = (typeof inboxViews)[number]

export function viewOf({ view, status }: ConversationFilter): InboxView {
  if (status === 'closed') return 'closed'
  return inboxViews.find((one) => one === view) ?? 'all'
}

export function withView({ view: _, status: __, ...rest }: ConversationFilter, view: InboxView): ConversationFilter {
  if (view === 'closed') return { ...rest, status: 'closed' }
  return view === 'all' ? rest : { ...rest, view }
}
