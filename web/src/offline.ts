/** Registers the service worker: the app's own files open without a network. Addresses are fixed, so one policy suffices. */
export function registerOffline(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  const policy = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } } }).trustedTypes?.createPolicy('laris', {
    createScriptURL: (url: string) => (url === '/service-worker.js' ? url : ''),
  })
  const url = '/service-worker.js'
  addEventListener('load', () => void navigator.serviceWorker.register(policy ? policy.createScriptURL(url) : url).catch(() => {}))
}
