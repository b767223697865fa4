import { newClientId } from '../outbox/entry.ts'
import { createConnection, Unproved, type Widget } from './connection.ts'
import { createDetails } from './details.ts'
import { createOutbox } from './outbox.ts'
import { read, useStorageOfPage, write } from './storage.ts'
import { createView } from './view.ts'

/** The chat inside the frame. The page around it says hello first: its origin decides whether the chat may stand there. */
const key = decodeURIComponent(location.hash.slice(1))
const connection = createConnection(key)
const view = createView()
const outbox = createOutbox(key, (message) => connection.send(message.clientId, message.text))
const details = createDetails(key, connection.sendForm)
/** Until when the visitor has seen what the shop wrote. */
const seenKey = `laris.seen.${key}`
let newest = ''
let pageOrigin = ''
let isShown = false
let shownFor: Widget | undefined
let opening = Promise.resolve()
let user: { identifier: string; identifierHash: string; name?: string; phone?: string } | undefined

addEventListener('message', (event) => {
  if (event.source !== parent) return
  const message = event.data as { type?: string; isShown?: boolean; kept?: Record<string, unknown>; identifier?: string; user?: { identifier_hash: string; name?: string; phone?: string } }
  if (message.type === 'laris:hello' && pageOrigin === '') {
    pageOrigin = event.origin
    useStorageOfPage(message.kept ?? {}, (name, value) => tell({ type: 'laris:keep', name, value }))
    open()
  }
  if (event.origin !== pageOrigin) return
  if (message.type === 'laris:shown') show(message.isShown === true)
  if (message.type === 'laris:user' && message.identifier && message.user) {
    const { identifier_hash, ...about } = message.user
    user = { identifier: message.identifier, identifierHash: identifier_hash, ...about }
    open()
  }
  if (message.type === 'laris:reset') {
    connection.forget()
    user = undefined
    clear()
    open()
  }
})

/** One after the other: whoever was named last sits here in the end. */
function open(): void {
  opening = opening.then(openNow)
}

async function openNow(): Promise<void> {
  try {
    const widget = await connection.open({ pageOrigin, ...(user ? { user } : {}) })
    changeVisitor(widget)
    view.setUp(widget)
    tell({ type: 'laris:ready', colour: widget.colour, position: widget.position })
    if (asksDetails(widget)) view.askDetails(widget, (typed) => {
      details.keep({ visitorToken: widget.visitorToken, consentText: widget.form.consentText, details: typed })
      void flush()
    })
    for (const waiting of outbox.waiting()) view.showOwn(waiting.clientId, waiting.text, 'waiting')
    connection.follow(receive, (isOnline) => view.setOnline(isOnline))
    void flush()
  } catch (error) {
    if (user && error instanceof Unproved) {
      console.warn('Laris: identifier_hash tidak cocok, jadi pengunjung ini tetap tanpa nama.')
      user = undefined
      return openNow()
    }
    view.setOnline(false)
    setTimeout(open, 5_000)
  }
}

function changeVisitor(widget: Widget): void {
  if (shownFor && shownFor.visitorToken !== widget.visitorToken) clear()
  shownFor = widget
}

/** What one person said is not for the next one at this browser. */
function clear(): void {
  view.clear()
  write(seenKey, '')
  newest = ''
  if (shownFor?.isIdentified) outbox.clear()
}

function asksDetails(widget: Widget): boolean {
  return !details.isWaiting() && !widget.hasConversation && !widget.isIdentified && (widget.form.fields.length > 0 || widget.form.consentText !== '')
}

function receive(items: Awaited<ReturnType<typeof connection.read>>['items']): void {
  for (const item of items) {
    if (item.clientId) outbox.settle(item.clientId)
    const isNew = view.show(item)
    if (item.from === 'visitor') continue
    if (isNew && item.sentAt > read(seenKey)) tell({ type: 'laris:news' })
    if (item.sentAt > newest) newest = item.sentAt
  }
  if (isShown && items.length > 0) markRead()
}

view.onSend((text) => {
  const clientId = newClientId()
  outbox.add({ clientId, text })
  view.showOwn(clientId, text, 'waiting')
  void flush()
})
view.onClose(() => tell({ type: 'laris:close' }))
addEventListener('online', () => void flush())

async function flush(): Promise<void> {
  // One does not hold up the other: who somebody is may come after what they ask.
  const hasDetails = await details.flush(shownFor?.form.consentText ?? '')
  const isDelivered = (await outbox.flush(view.markSent)) && hasDetails
  view.setOnline(isDelivered)
  if (isDelivered) connection.wake()
  else setTimeout(() => void flush(), 4_000)
}

function show(isOpen: boolean): void {
  isShown = isOpen
  if (!isOpen) return
  view.focus()
  markRead()
}

function markRead(): void {
  write(seenKey, newest)
  void connection.markRead()
}

function tell(message: object): void {
  if (pageOrigin !== '') parent.postMessage(message, pageOrigin)
}
