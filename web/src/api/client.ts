import type { Api } from '../../../server/src/api.ts'
import { chosenLanguage } from '../locales/locale.ts'
import { operations } from './operations.ts'

export type ApiName = keyof Api & keyof typeof operations

type Given<Name extends ApiName> = (keyof Api[Name]['params'] extends never ? { params?: undefined } : { params: Api[Name]['params'] }) & { query?: Partial<Api[Name]['query']> } & (Api[Name]['body'] extends undefined ? { body?: undefined } : { body: Partial<Api[Name]['body']> & object }) & {
    ifMatch?: string
    signal?: AbortSignal
  }

export type Answer<Name extends ApiName> = Api[Name]['answer']

interface Problem {
  status: number
  code: string
  detail: string
  requestId?: string
  fields?: { pointer: string; message: string }[]
  values?: Record<string, string | number>
}

/** An error that the server explained (RFC 9457), or that the network caused. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly status: number
  readonly code: string
  readonly requestId: string | undefined
  readonly fields: { pointer: string; message: string }[]
  readonly values: Record<string, string | number>

  constructor(problem: Problem) {
    super(problem.detail)
    this.status = problem.status
    this.code = problem.code
    this.requestId = problem.requestId
    this.fields = problem.fields ?? []
    this.values = problem.values ?? {}
  }

  get isOffline(): boolean {
    return this.code === 'offline'
  }
}

const businessKey = 'laris.business'

/** The business that this browser is looking at. */
export function activeBusiness(): string | null {
  return localStorage.getItem(businessKey)
}

export function setActiveBusiness(businessId: string | null): void {
  if (businessId) localStorage.setItem(businessKey, businessId)
  else localStorage.removeItem(businessKey)
}

/** Calls one operation of the route table by its name, typed end to end. */
export async function call<Name extends ApiName>(name: Name, ...[given]: object extends Given<Name> ? [Given<Name>?] : [Given<Name>]): Promise<Answer<Name>> {
  const [method, template] = operations[name]
  const input: { params?: unknown; query?: unknown; body?: unknown; ifMatch?: string; signal?: AbortSignal } = given ?? {}
  const url = fillPath(template, (input.params ?? {}) as Record<string, string>) + queryText((input.query ?? {}) as Record<string, unknown>)
  return (await send(method, url, input)) as Answer<Name>
}

/** Sends a form with files; for the raw routes that take uploads. */
export async function upload<T>(url: string, form: FormData, signal?: AbortSignal): Promise<T> {
  return (await send('POST', url, { form, ...(signal ? { signal } : {}) })) as T
}

async function send(method: string, url: string, input: { body?: unknown; form?: FormData; ifMatch?: string; signal?: AbortSignal }): Promise<unknown> {
  const headers: Record<string, string> = { accept: 'application/json' }
  const business = activeBusiness()
  if (business) headers['laris-business'] = business
  if (input.body !== undefined) headers['content-type'] = 'application/json'
  if (input.ifMatch !== undefined) headers['if-match'] = input.ifMatch
  let response: Response
  try {
    response = await fetch(url, { method, headers, credentials: 'same-origin', body: input.form ?? (input.body === undefined ? null : JSON.stringify(input.body)), signal: input.signal ?? null })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiError(await inTheirLanguage({ status: 0, code: 'offline', detail: 'Tidak ada sambungan ke Laris. Yang Anda ketik masih ada di sini.' }))
  }
  const text = await response.text()
  const content: unknown = text === '' ? {} : JSON.parse(text)
  if (response.ok) return content
  throw new ApiError(await inTheirLanguage(content as Problem))
}

/** The server explains in Indonesian. A sentence that English lacks stays as it is. */
async function inTheirLanguage(problem: Problem): Promise<Problem> {
  if (chosenLanguage() !== 'en') return problem
  try {
    const { refusals } = await import('../locales/en/refusals.ts')
    return { ...problem, detail: refusals[problem.code]?.(problem.values ?? {}) ?? problem.detail }
  } catch {
    return problem
  }
}

function fillPath(template: string, params: Record<string, string>): string {
  return template.replace(/:([A-Za-z]+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''))
}

function queryText(query: Record<string, unknown>): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value !== undefined && value !== null && value !== '') search.set(key, String(value))
  const text = search.toString()
  return text ? `?${text}` : ''
}
