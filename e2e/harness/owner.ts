import type { APIRequestContext, BrowserContext } from 'playwright-core'
import type { RunningLaris } from './laris.ts'

export const owner = { username: 'sri', password: 'rahasia-dapur-88' }

/** The first account and its business, made as the first screen would; the browser is signed in afterwards. */
export async function signUp(context: BrowserContext, laris: RunningLaris, business = { name: 'Dapur Bu Sri', sector: 'kuliner', city: 'Semarang' }): Promise<string> {
  const token = new URL(laris.startUrl).searchParams.get('kunci')
  const { businessId } = await post<{ businessId: string }>(context.request, '/api/start', { token, ...owner, business })
  return businessId
}

/** Looks at a business from now on: the screens read it from the browser's storage. */
export async function workIn(context: BrowserContext, businessId: string): Promise<void> {
  await context.addInitScript((id) => {
    // An empty page has no storage.
    if (location.protocol.startsWith('http') && !localStorage.getItem('laris.business')) localStorage.setItem('laris.business', id)
  }, businessId)
}

export async function post<T = unknown>(request: APIRequestContext, path: string, data: object, businessId?: string): Promise<T> {
  const response = await request.post(path, { data, headers: businessId ? { 'laris-business': businessId } : {} })
  if (!response.ok()) throw new Error(`POST ${path}: ${response.status()} ${await response.text()}`)
  return (await response.json()) as T
}

export async function get<T>(request: APIRequestContext, path: string, businessId: string): Promise<T> {
  const response = await request.get(path, { headers: { 'laris-business': businessId } })
  if (!response.ok()) throw new Error(`GET ${path}: ${response.status()} ${await response.text()}`)
  return (await response.json()) as T
}
