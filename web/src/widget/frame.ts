import { createConnection, type Widget } from './connection.ts'
import { createOutbox } from './outbox.ts'
import { createView } from './view.ts'

/** The chat inside the frame. The page around it says hello first: its origin decides whether the chat may stand there. */
const key = decodeURIComponent(location.hash.slice(1))
const connection = createConnection(key)
const view = createView()
const outbox = createOutbox(key, (message) => connection.send(message.clientId, message.text))
let pageOrigin = ''
let isShown = false
let user: { identifier: string; identifierHash: string; name?: string; phone?: string } | undefined

addEventListener('message', (event) => {
  if (event.source !== parent) return
  const message = event.data as { type?: string; isShown?: boolean; identifier?: string; user?: { identifier_hash: string; name?: string; phone?: string } }
  if (message.type === 'laris:hello' && pageOrigin === '') {
    pageOrigin = event.origin
    void open()
  }
  if (event.origin !== pageOrigin) return
  if (message.type === 'laris:shown') show(message.isShown === true)
  if (message.type === 'laris:user' && message.identifier && message.user) {
    const { identifier_hash, ...about } = message.user
    user = { identifier: message.identifier, identifierHash: identifier_hash, ...about }
    void open()
  }
  if (message.type === 'laris:reset') {
    connection.forget()
    user = undefined
    view.clear()
    void open()
  }
})

async function open(): Promise<void> {
  try {
    const widget = await connection.open({ pageOrigin, ...(user ? { user } : {}) })
    view.setUp(widget)
    tell({ type: 'laris:ready', colour: widget.colour, position: widget.position })
    if (asksDetails(widget)) view.askDetails(widget, (details) => void connection.sendForm(details).catch(() => undefined))
    for (const waiting of outbox.waiting()) view.showOwn(waiting.clientId, waiting.text, 'waiting')
    connection.follow(receive, (isOnline) => view.setOnline(isOnline))
    void flush()
  } catch {
    view.setOnline(false)
    setTimeout(() => void open(), 5_000)
  }
}

function asksDetails(widget: Widget): boolean {
  return !widget.hasConversation && !widget.isIdentified && (widget.form.fields.length > 0 || widget.form.consentText !== '')
}

function receive(items: Awaited<ReturnType<typeof connection.read>>['items']): void {
  for (const item of items) {
    if (item.clientId) outbox.settle(item.clientId)
    const isNew = view.show(item)
    if (isNew && item.from === 'shop') tell({ type: 'laris:news' })
  }
  if (isShown && items.length > 0) void connection.markRead()
}

view.onSend((text) => {
  const clientId = crypto.randomUUID()
  outbox.add({ clientId, text })
  view.showOwn(clientId, text, 'waiting')
  void flush()
})
view.onClose(() => tell({ type: 'laris:close' }))
addEventListener('online', () => void flush())

async function flush(): Promise<void> {
  const isDelivered = await outbox.flush((clientId) => view.markSent(clientId))
  view.setOnline(isDelivered)
  if (isDelivered) connection.wake()
  else setTimeout(() => void flush(), 4_000)
}

function show(isOpen: boolean): void {
  isShown = isOpen
  if (!isOpen) return
  view.focus()
  void connection.markRead()
}

function tell(message: object): void {
  if (pageOrigin !== '') parent.postMessage(message, pageOrigin)
}
