import type { ExampleProvider } from '../testing.ts'

/** The web chat has no provider: nothing leaves the house. */
export function startNoProvider(): Promise<ExampleProvider> {
  return Promise.resolve({ type: 'webchat', hosts: [], apiUrls: {}, settings: () => ({ name: 'Situs' }), secrets: [], accepted: [], [Symbol.asyncDispose]: () => Promise.resolve() })
}
