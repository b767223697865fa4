import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect, useRouter } from '@tanstack/react-router'
import { activeBusiness, ApiError, call } from './api/client.ts'
import { withWords } from './locales/locale.ts'
import { meQuery } from './session.ts'
import { NotFoundScreen } from './screens/not-found.tsx'
import { readAuditFilter } from './screens/settings/audit-filter.ts'
import { readConversationFilter } from './screens/inbox/filter.ts'
import { readNewOrderSearch, readOrderFilter } from './screens/orders/filter.ts'
import { ErrorState, Loading } from './ui/states.tsx'
import { Shell } from './ui/shell.tsx'

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFoundScreen,
  errorComponent: ({ error }) => <CannotOpen error={error} />,
  pendingComponent: () => <Loading />,
})

/** Laris itself is there, but not what it needs to know first. */
function CannotOpen({ error }: { error: unknown }) {
  const router = useRouter()
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center">
      <h1 className="text-center text-2xl font-extrabold text-primary">Laris</h1>
      <ErrorState error={error} onRetry={() => void router.invalidate()} />
    </main>
  )
}

/** Screens for whoever has not signed in. */
const startRoute = createRoute({ getParentRoute: () => root, path: '/mulai', validateSearch: (search: Record<string, unknown>): { kunci?: string } => (typeof search['kunci'] === 'string' ? { kunci: search['kunci'] } : {}), component: lazyRouteComponent(() => withWords(import('./screens/start/start-screen.tsx')), 'StartScreen') })
const signInRoute = createRoute({ getParentRoute: () => root, path: '/masuk', validateSearch: (search: Record<string, unknown>): { lanjut?: string } => (typeof search['lanjut'] === 'string' ? { lanjut: search['lanjut'] } : {}), component: lazyRouteComponent(() => withWords(import('./screens/start/sign-in-screen.tsx')), 'SignInScreen') })

const invitationRoute = createRoute({ getParentRoute: () => root, path: '/undangan/$token', component: lazyRouteComponent(() => withWords(import('./screens/start/invitation-screen.tsx')), 'InvitationScreen') })

/** Opens without a network too, on a device where somebody of the shop had signed in; what it sends asks for a login. */
const counterRoute = createRoute({
  getParentRoute: () => root,
  path: '/kasir',
  component: lazyRouteComponent(() => withWords(import('./screens/counter/counter-screen.tsx')), 'CounterScreen'),
  beforeLoad: async ({ context, location }) => {
    const me = await context.queries.ensureQueryData(meQuery).catch((error: unknown) => {
      if (error instanceof ApiError && error.isOffline && activeBusiness() !== null) return undefined
      throw error
    })
    if (me === null || (me && !me.activeBusinessId)) throw redirect({ to: '/masuk', search: { lanjut: location.pathname } })
  },
})

/** Everything else needs a signed-in person with a business. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    const me = await context.queries.ensureQueryData(meQuery)
    if (me && me.activeBusinessId) return
    if (me) throw redirect({ to: '/mulai' })
    const { needsOwner } = await call('getStartState')
    throw redirect({ to: needsOwner ? '/mulai' : '/masuk', search: needsOwner ? {} : { lanjut: location.pathname } })
  },
})

const screen = <Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) => createRoute({ getParentRoute: () => signedIn, path, component })

/** The list stays beside the open conversation on wide screens. */
const inboxRoute = createRoute({ getParentRoute: () => signedIn, path: '/chat', validateSearch: readConversationFilter, component: lazyRouteComponent(() => withWords(import('./screens/inbox/inbox-screen.tsx')), 'InboxScreen') })
const conversationRoute = createRoute({ getParentRoute: () => inboxRoute, path: '$conversationId', component: lazyRouteComponent(() => withWords(import('./screens/inbox/conversation-screen.tsx')), 'ConversationScreen') })

const screens = [
  screen('/', lazyRouteComponent(() => withWords(import('./screens/home/home-screen.tsx')), 'HomeScreen')),
  screen('/jualan', lazyRouteComponent(() => withWords(import('./screens/catalog/catalog-screen.tsx')), 'CatalogScreen')),
  screen('/jualan/baru', lazyRouteComponent(() => withWords(import('./screens/catalog/new-product-screen.tsx')), 'NewProductScreen')),
  screen('/jualan/barang/$productId', lazyRouteComponent(() => withWords(import('./screens/catalog/product-screen.tsx')), 'ProductScreen')),
  screen('/jualan/impor', lazyRouteComponent(() => withWords(import('./screens/import/import-screen.tsx')), 'ImportScreen')),
  screen('/jualan/stok', lazyRouteComponent(() => withWords(import('./screens/catalog/stock-screen.tsx')), 'StockScreen')),
  screen('/jualan/stok/hitung', lazyRouteComponent(() => withWords(import('./screens/catalog/stock-take-screen.tsx')), 'StockTakeScreen')),
  screen('/jualan/papan', lazyRouteComponent(() => withWords(import('./screens/orders/board-screen.tsx')), 'BoardScreen')),
  createRoute({ getParentRoute: () => signedIn, path: '/jualan/pesanan/baru', validateSearch: readNewOrderSearch, component: lazyRouteComponent(() => withWords(import('./screens/orders/new-order-screen.tsx')), 'NewOrderScreen') }),
  createRoute({ getParentRoute: () => signedIn, path: '/jualan/pesanan', validateSearch: readOrderFilter, component: lazyRouteComponent(() => withWords(import('./screens/orders/orders-screen.tsx')), 'OrdersScreen') }),
  screen('/jualan/pesanan/$orderId', lazyRouteComponent(() => withWords(import('./screens/orders/order-screen.tsx')), 'OrderScreen')),
  screen('/pelanggan', lazyRouteComponent(() => withWords(import('./screens/customers/customers-screen.tsx')), 'CustomersScreen')),
  screen('/pelanggan/permintaan', lazyRouteComponent(() => withWords(import('./screens/customers/data-requests-screen.tsx')), 'DataRequestsScreen')),
  screen('/pelanggan/kartu-paket', lazyRouteComponent(() => withWords(import('./screens/customers/parcel-cards-screen.tsx')), 'ParcelCardsScreen')),
  screen('/pelanggan/loyalitas', lazyRouteComponent(() => withWords(import('./screens/customers/loyalty-screen.tsx')), 'LoyaltyScreen')),
  screen('/pelanggan/mutu-data', lazyRouteComponent(() => withWords(import('./screens/customers/quality-screen.tsx')), 'QualityScreen')),
  screen('/pelanggan/kelompok', lazyRouteComponent(() => withWords(import('./screens/insights/segments-screen.tsx')), 'SegmentsScreen')),
  screen('/pelanggan/kelompok/baru', lazyRouteComponent(() => withWords(import('./screens/insights/new-segment-screen.tsx')), 'NewSegmentScreen')),
  screen('/pelanggan/kelompok/$segmentId/ubah', lazyRouteComponent(() => withWords(import('./screens/insights/change-segment-screen.tsx')), 'ChangeSegmentScreen')),
  screen('/pelanggan/kelompok/$segmentId', lazyRouteComponent(() => withWords(import('./screens/insights/segment-screen.tsx')), 'SegmentScreen')),
  screen('/angka', lazyRouteComponent(() => withWords(import('./screens/figures/figures-screen.tsx')), 'FiguresScreen')),
  screen('/laporan', lazyRouteComponent(() => withWords(import('./screens/insights/reports-screen.tsx')), 'ReportsScreen')),
  createRoute({ getParentRoute: () => signedIn, path: '/laporan/$report', validateSearch: (search: Record<string, unknown>): { hari?: number } => (typeof search['hari'] === 'number' ? { hari: search['hari'] } : {}), component: lazyRouteComponent(() => withWords(import('./screens/insights/report-screen.tsx')), 'ReportScreen') }),
  screen('/pelanggan/$customerId', lazyRouteComponent(() => withWords(import('./screens/customers/customer-screen.tsx')), 'CustomerScreen')),
  screen('/promosi', lazyRouteComponent(() => withWords(import('./screens/promotions/campaigns-screen.tsx')), 'CampaignsScreen')),
  screen('/promosi/otomatis', lazyRouteComponent(() => withWords(import('./screens/promotions/journeys-screen.tsx')), 'JourneysScreen')),
  screen('/promosi/unggahan', lazyRouteComponent(() => withWords(import('./screens/promotions/social-screen.tsx')), 'SocialScreen')),
  screen('/promosi/toko', lazyRouteComponent(() => withWords(import('./screens/promotions/promotions-screen.tsx')), 'PromotionsScreen')),
  screen('/promosi/kampanye/$campaignId', lazyRouteComponent(() => withWords(import('./screens/promotions/campaign-screen.tsx')), 'CampaignScreen')),
  screen('/asisten', lazyRouteComponent(() => withWords(import('./screens/assistant/assistant-screen.tsx')), 'AssistantScreen')),
  screen('/asisten/pelajaran', lazyRouteComponent(() => withWords(import('./screens/assistant/lessons-screen.tsx')), 'LessonsScreen')),
  screen('/lainnya', lazyRouteComponent(() => withWords(import('./screens/settings/more-screen.tsx')), 'MoreScreen')),
  screen('/pengaturan', lazyRouteComponent(() => withWords(import('./screens/settings/settings-screen.tsx')), 'SettingsScreen')),
  screen('/pengaturan/info-toko', lazyRouteComponent(() => withWords(import('./screens/settings/shop-facts-screen.tsx')), 'ShopFactsScreen')),
  screen('/pengaturan/kanal', lazyRouteComponent(() => withWords(import('./screens/settings/channels-screen.tsx')), 'ChannelsScreen')),
  screen('/pengaturan/toko-online', lazyRouteComponent(() => withWords(import('./screens/marketplaces/marketplaces-screen.tsx')), 'MarketplacesScreen')),
  screen('/pengaturan/toko-online/izin/$accountId/$state', lazyRouteComponent(() => withWords(import('./screens/marketplaces/consent-screen.tsx')), 'ConsentScreen')),
  screen('/pengaturan/pembayaran', lazyRouteComponent(() => withWords(import('./screens/orders/money-settings-screen.tsx')), 'MoneySettingsScreen')),
  screen('/pengaturan/anggota', lazyRouteComponent(() => withWords(import('./screens/settings/members-screen.tsx')), 'MembersScreen')),
  screen('/pengaturan/kesehatan', lazyRouteComponent(() => withWords(import('./screens/settings/health-screen.tsx')), 'HealthScreen')),
  screen('/pengaturan/cadangan', lazyRouteComponent(() => withWords(import('./screens/settings/backups-screen.tsx')), 'BackupsScreen')),
  screen('/pengaturan/keamanan', lazyRouteComponent(() => withWords(import('./screens/settings/security-screen.tsx')), 'SecurityScreen')),
  screen('/pengaturan/kunci-api', lazyRouteComponent(() => withWords(import('./screens/settings/api-keys-screen.tsx')), 'ApiKeysScreen')),
  createRoute({ getParentRoute: () => signedIn, path: '/pengaturan/catatan-aktivitas', validateSearch: readAuditFilter, component: lazyRouteComponent(() => withWords(import('./screens/settings/audit-screen.tsx')), 'AuditScreen') }),
  inboxRoute.addChildren([conversationRoute]),
]

export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([startRoute, signInRoute, invitationRoute, counterRoute, signedIn.addChildren(screens)]),
    context: { queries },
    defaultPreload: 'intent',
    defaultPendingComponent: () => <Loading />,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
