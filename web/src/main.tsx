import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider, type AnyRoute } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiError } from './api/client.ts'
import { chosenLanguage, loadMessages, MessagesContext } from './locales/locale.ts'
import { registerOffline } from './offline.ts'
import { createAppRouter } from './router.tsx'
import { meQuery } from './session.ts'
import './styles.css'
import { applyAppearance } from './ui/appearance.ts'
import { ToastProvider } from './ui/toast.tsx'

const queries = new QueryClient({
  defaultOptions: {
    // Asked even when the browser thinks it is offline: Laris may run on this very machine, and a refusal has words.
    queries: { networkMode: 'always', staleTime: 10_000, retry: (count, error) => count < 2 && (!(error instanceof ApiError) || error.isOffline || error.status >= 500) },
    mutations: { networkMode: 'always', retry: false },
  },
})

applyAppearance()
// The screen of this address and who is signed in are fetched beside each other, not one after the other.
const router = createAppRouter(queries)
void queries.prefetchQuery(meQuery)
const routes: Record<string, AnyRoute> = router.routesById
for (const { routeId } of router.matchRoutes(router.latestLocation)) void router.loadRouteChunk(routes[routeId])
const messages = await loadMessages(chosenLanguage())
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <MessagesContext value={messages}>
        <QueryClientProvider client={queries}>
          <ToastProvider>
            <RouterProvider router={router} />
          </ToastProvider>
        </QueryClientProvider>
      </MessagesContext>
    </StrictMode>,
  )
}
registerOffline()
