/**
 * The one script tag on a shop's page: a button, and a frame with the chat. The page needs `script-src` and `frame-src`
 * for this Laris and nothing else; styles are set through the object model, which content security policies allow.
 */
interface LarisUser {
  name?: string
  phone?: string
  identifier_hash: string
}

interface LarisApi {
  toggle(isOpen?: boolean): void
  setUser(identifier: string, user: LarisUser): void
  reset(): void
}

// A classic script shares its names with the page: everything stays inside this function.
;(() => {
  const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : document.querySelector<HTMLScriptElement>('script[data-key][src*="/widget/laris.js"]')
  const key = script?.dataset['key'] ?? ''
  const larisOrigin = new URL(script?.src ?? location.href).origin

  function start(): void {
    const frame = document.createElement('iframe')
    frame.title = 'Chat'
    frame.src = `${larisOrigin}/widget/frame.html#${encodeURIComponent(key)}`
    frame.allow = 'clipboard-write'
    const button = document.createElement('button')
    button.type = 'button'
    button.setAttribute('aria-expanded', 'false')
    const isNarrow = () => innerWidth < 520
    let isOpen = false
    let unread = 0
    let side: 'left' | 'right' = 'right'
    let isReady = false
    const waiting: unknown[] = []

    const place = () => {
      Object.assign(button.style, { position: 'fixed', bottom: '16px', [side]: '16px', zIndex: '2147483000', minWidth: '60px', height: '60px', borderRadius: '30px', border: '0', background: button.dataset['colour'] ?? '#0F766E', color: '#fff', font: '600 16px system-ui, sans-serif', boxShadow: '0 2px 10px rgb(0 0 0 / .25)', cursor: 'pointer', padding: '0 20px', display: isOpen ? 'none' : 'block' })
      Object.assign(frame.style, { position: 'fixed', zIndex: '2147483001', border: '0', colorScheme: 'normal', display: isOpen ? 'block' : 'none', background: 'transparent', boxShadow: '0 6px 30px rgb(0 0 0 / .3)' })
      Object.assign(frame.style, isNarrow() ? { inset: '0', width: '100%', height: '100%', borderRadius: '0' } : { inset: 'auto', bottom: '16px', [side]: '16px', width: '380px', height: 'min(620px, calc(100vh - 32px))', borderRadius: '16px' })
      button.textContent = unread > 0 ? `💬 Chat (${unread})` : '💬 Chat'
      button.setAttribute('aria-label', unread > 0 ? `Buka chat, ${unread} pesan baru` : 'Buka chat')
      button.setAttribute('aria-expanded', String(isOpen))
    }
    const tell = (message: unknown) => {
      if (isReady) frame.contentWindow?.postMessage(message, larisOrigin)
      else waiting.push(message)
    }
    const prefix = `laris.frame.${key}.`
    const readKept = () => {
      try {
        return Object.fromEntries(Object.entries(localStorage).flatMap(([name, value]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [])))
      } catch {
        return {}
      }
    }
    const keep = (name: string, value: string) => {
      try {
        localStorage.setItem(prefix + name, value)
      } catch {
        // Nothing may be kept here either: the visitor lasts as long as the page.
      }
    }
    const api: LarisApi = {
      toggle(wanted = !isOpen) {
        isOpen = wanted
        if (isOpen) unread = 0
        place()
        tell({ type: 'laris:shown', isShown: isOpen })
        if (isOpen) frame.focus()
        else button.focus()
      },
      setUser: (identifier, user) => tell({ type: 'laris:user', identifier, user }),
      reset: () => tell({ type: 'laris:reset' }),
    }
    addEventListener('message', (event) => {
      if (event.origin !== larisOrigin || event.source !== frame.contentWindow) return
      const message = event.data as { type?: string; colour?: string; position?: string; name?: string; value?: string }
      if (message.type === 'laris:ready') {
        isReady = true
        button.dataset['colour'] = message.colour ?? ''
        side = message.position === 'left' ? 'left' : 'right'
        for (const one of waiting.splice(0)) frame.contentWindow?.postMessage(one, larisOrigin)
        place()
        if (!button.isConnected) document.body.append(button)
        dispatchEvent(new Event('laris:ready'))
      }
      if (message.type === 'laris:keep') keep(String(message.name), String(message.value))
      if (message.type === 'laris:close') api.toggle(false)
      if (message.type === 'laris:news' && !isOpen) {
        unread++
        place()
      }
    })
    button.addEventListener('click', () => api.toggle(true))
    addEventListener('resize', place)
    frame.addEventListener('load', () => frame.contentWindow?.postMessage({ type: 'laris:hello', kept: readKept() }, larisOrigin))
    place()
    document.body.append(frame)
    ;(globalThis as { laris?: LarisApi }).laris = api
  }

  if (key !== '') {
    if (document.body) start()
    else addEventListener('DOMContentLoaded', start)
  }
})()
