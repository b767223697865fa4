import { aCookieJar } from '../../../scripts/faults/cookie-jar.ts'
import { createTestApp, type TestApp, type TestAppOptions } from '#platform/database/testing'

export interface Answer {
  status: number
  // Tests look at whatever came back.
  body: Record<string, any> // oxlint-disable-line typescript/no-explicit-any
  headers: Record<string, unknown>
  cookies: string[]
}

export interface Visitor {
  /** Sends a request with this visitor's cookies, key and headers, and keeps the cookies that come back. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  cookie(): string
}

export interface Installation extends AsyncDisposable {
  laris: TestApp
  visitor(headers?: Record<string, string>): Visitor
  /** The first person: owner of `businessId`. */
  owner: Visitor
  businessId: string
  /** Someone who joins a business of `inviter` by link, with a login of their own. */
  join(inviter: Visitor, role: string, username: string): Promise<Visitor>
}

export const ownerPassword = 'rahasia-pemilik-1'
export const memberPassword = 'rahasia-anggota-1'

let nextAddress = 1

/** Laris with its first owner, as browsers and programs see it. Each visitor has an address of its own. */
export async function anInstallation(options: TestAppOptions = {}): Promise<Installation> {
  const laris = await createTestApp(options)
  const visitor = (headers: Record<string, string> = {}): Visitor => aVisitor(laris, headers, `127.0.${Math.floor(nextAddress / 250)}.${(nextAddress++ % 250) + 1}`)
  const owner = aVisitor(laris, {}, '127.0.0.1')
  const { body } = await owner.send('POST', '/api/start', { username: 'Bu Sri', password: ownerPassword, business: { name: 'Warung A', sector: 'kuliner', city: 'Semarang' } })
  return {
    laris,
    visitor,
    owner,
    businessId: String(body['businessId']),
    async join(inviter, role, username) {
      const { body: invitation } = await inviter.send('POST', '/api/members/invitations', { name: username, role })
      const member = visitor()
      const joined = await member.send('POST', `/api/invitations/${String(invitation['token'])}/accept`, { account: { username, password: memberPassword } })
      if (joined.status !== 200) throw new Error(`${username} could not join: ${JSON.stringify(joined.body)}`)
      return member
    },
    [Symbol.asyncDispose]: () => laris[Symbol.asyncDispose](),
  }
}

function aVisitor(laris: TestApp, headers: Record<string, string>, remoteAddress: string): Visitor {
  const jar = aCookieJar()
  return {
    cookie: jar.header,
    async send(method, path, body, more = {}) {
      const answer = await laris.app.server.inject({
        method: method as 'GET',
        url: path,
        remoteAddress,
        headers: { ...(jar.header() === '' ? {} : { cookie: jar.header() }), ...headers, ...more, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      })
      const cookies = [answer.headers['set-cookie'] ?? []].flat()
      jar.keep(cookies)
      return { status: answer.statusCode, body: parse(answer.body), headers: answer.headers, cookies }
    },
  }
}

function parse(text: string): Answer['body'] {
  try {
    return JSON.parse(text) as Answer['body']
  } catch {
    return { text }
  }
}
