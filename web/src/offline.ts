import { useSyncExternalStore } from 'react'

const url = '/service-worker.js'
const longestUncheckedMs = 3_600_000

let registration: ServiceWorkerRegistration | undefined
let isNewVersionReady = false
const listeners = new Set<() => void>()

/** Registers the service worker: the app's own files open without a network, and a new version waits to be asked for. */
export function registerOffline(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  const { serviceWorker } = navigator
  // The very first worker takes over as well; only a later one brings another version.
  let hadController = serviceWorker.controller !== null
  serviceWorker.addEventListener('controllerchange', () => {
    if (hadController) announce()
    hadController = true
  })
  // A file of this version that is gone from the server: only a reload brings what replaced it.
  addEventListener('vite:preloadError', announce)
  addEventListener('load', () => void register(serviceWorker).catch(() => {}))
}

async function register(container: ServiceWorkerContainer): Promise<void> {
  // Types know only plain addresses; browsers that enforce Trusted Types want ours from the named policy.
  registration = await container.register(trustedAddress() as string)
  if (registration.waiting && container.controller) announce()
  registration.addEventListener('updatefound', () => {
    const next = registration?.installing
    next?.addEventListener('statechange', () => {
      if (next.state === 'installed' && container.controller) announce()
    })
  })
  let checkedAt = Date.now()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - checkedAt < longestUncheckedMs) return
    checkedAt = Date.now()
    void registration?.update().catch(() => {})
  })
}

/** Addresses are fixed, so one policy suffices. */
function trustedAddress(): unknown {
  const { trustedTypes } = globalThis as { trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(url: string): unknown } } }
  return trustedTypes?.createPolicy('laris', { createScriptURL: (asked: string) => (asked === url ? asked : '') }).createScriptURL(url) ?? url
}

function announce(): void {
  isNewVersionReady = true
  for (const listener of listeners) listener()
}

/** Whether a newer Laris waits to be shown. */
export function useNewVersion(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => isNewVersionReady,
  )
}

/** Shows the newer version; what was typed in chats is kept on the phone anyway. */
export function showNewVersion(): void {
  const { waiting } = registration ?? {}
  if (!waiting) return location.reload()
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  waiting.postMessage('take-over')
}
