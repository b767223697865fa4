import { clientsClaim } from 'workbox-core'
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

/**
 * Keeps the app's own files, and nothing else: answers of the API, pictures and downloads always come from the network,
 * so that nothing of a customer stays on a phone after signing out. A new version waits until someone asks for it.
 */
declare const shellFiles: { url: string; revision: string | null }[]

// The worker's own global; its types cannot stand beside the page's in one program.
const worker = self as unknown as { skipWaiting(): Promise<void>; addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void }

worker.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void worker.skipWaiting()
})

clientsClaim()
cleanupOutdatedCaches()
precacheAndRoute(shellFiles)
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [/^\/(api|hooks|widget|assets|metrics|healthz|readyz|\.well-known)(\/|$|\?)/] }))
