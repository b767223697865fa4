import type { VisitorMessage, Widget } from './connection.ts'
import type { Details } from './details.ts'

/** What the visitor sees. Text is only ever set as text; addresses become links when they are http or https. */
export function createView() {
  const log = element('log')
  const state = element('state')
  const text = element('text') as HTMLTextAreaElement
  const details = element('details') as HTMLFormElement
  const write = element('write') as HTMLFormElement
  const known = new Map<string, HTMLElement>()
  let send = (_text: string): void => {}

  write.addEventListener('submit', (event) => {
    event.preventDefault()
    const typed = text.value.trim()
    if (typed === '') return
    text.value = ''
    grow()
    send(typed)
  })
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault()
      write.requestSubmit()
    }
  })
  text.addEventListener('input', grow)

  function grow(): void {
    text.style.height = 'auto'
    text.style.height = `${Math.min(text.scrollHeight, 140)}px`
  }

  function add(id: string, from: 'visitor' | 'shop', words: string): HTMLElement {
    const bubble = document.createElement('div')
    bubble.className = `message ${from}`
    const who = document.createElement('span')
    who.className = 'hidden'
    who.textContent = from === 'visitor' ? 'Anda: ' : 'Toko: '
    bubble.append(who, ...withLinks(words))
    known.set(id, bubble)
    log.append(bubble)
    log.scrollTop = log.scrollHeight
    return bubble
  }

  return {
    setUp(widget: Widget): void {
      element('shop').textContent = widget.shopName || 'Chat'
      document.documentElement.style.setProperty('--brand', /^#[0-9a-f]{6}$/i.test(widget.colour) ? widget.colour : '#0F766E')
      text.maxLength = widget.longestText
      details.hidden = true
      write.hidden = false
      if (!known.has('greeting') && widget.greeting) add('greeting', 'shop', widget.greeting)
    },
    askDetails(widget: Widget, done: (details: Details) => void): void {
      const field = (name: string) => element(name) as HTMLInputElement
      element('name-row').hidden = !widget.form.fields.includes('name')
      element('phone-row').hidden = !widget.form.fields.includes('phone')
      element('consent-row').hidden = widget.form.consentText === ''
      element('consent-text').textContent = widget.form.consentText
      element('skip').hidden = widget.form.isRequired
      field('name').required = widget.form.isRequired && widget.form.fields.includes('name')
      field('phone').required = widget.form.isRequired && widget.form.fields.includes('phone')
      details.hidden = false
      write.hidden = true
      const finish = () => {
        details.hidden = true
        write.hidden = false
        text.focus()
      }
      details.onsubmit = (event) => {
        event.preventDefault()
        const [name, phone] = [field('name').value.trim(), field('phone').value.trim()]
        done({ ...(name ? { name } : {}), ...(phone ? { phone } : {}), hasConsented: field('consent').checked })
        finish()
      }
      element('skip').onclick = finish
    },
    /** Shows a message of the server; `false` when it stands there already. */
    show(message: VisitorMessage): boolean {
      if (known.has(message.messageId)) return false
      const own = message.clientId ? known.get(message.clientId) : undefined
      if (own) {
        own.classList.remove('waiting')
        own.querySelector('small')?.remove()
        known.set(message.messageId, own)
        return false
      }
      add(message.messageId, message.from, message.text || message.attachments.map((attachment) => `📎 ${attachment.name}`).join('\n'))
      return true
    },
    showOwn(clientId: string, words: string, _state: 'waiting'): void {
      if (known.has(clientId)) return
      const bubble = add(clientId, 'visitor', words)
      bubble.classList.add('waiting')
      const note = document.createElement('small')
      note.textContent = 'mengirim…'
      bubble.append(note)
    },
    markSent(clientId: string, isRefused: boolean): void {
      const bubble = known.get(clientId)
      bubble?.classList.remove('waiting')
      const note = bubble?.querySelector('small')
      if (isRefused && note) note.textContent = 'tidak terkirim'
      else note?.remove()
    },
    setOnline(isOnline: boolean): void {
      state.textContent = isOnline ? '' : 'Belum tersambung. Yang Anda tulis tersimpan dan dikirim nanti.'
    },
    clear(): void {
      known.clear()
      log.replaceChildren()
    },
    focus: () => text.focus(),
    onSend: (action: (text: string) => void) => (send = action),
    onClose(action: () => void): void {
      element('close').addEventListener('click', action)
      addEventListener('keydown', (event) => event.key === 'Escape' && action())
    },
  }
}

function withLinks(words: string): Node[] {
  return words.split(/(https?:\/\/[^\s<>"']{1,500})/).map((part, index) => {
    if (index % 2 === 0) return document.createTextNode(part)
    const link = document.createElement('a')
    link.href = part
    link.target = '_blank'
    link.rel = 'noopener noreferrer'
    link.textContent = part
    return link
  })
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`The frame page has no #${id}`)
  return found
}
