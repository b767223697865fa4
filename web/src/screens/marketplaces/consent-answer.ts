/** What a marketplace sends back with the owner stands in the address; `undefined` when no code is there. */
export function answerIn(address: string): Record<string, string> | undefined {
  const query = address.includes('?') ? address.slice(address.indexOf('?') + 1).split('#')[0] : ''
  const found = Object.fromEntries([...new URLSearchParams(query)].slice(0, 20).map(([name, value]) => [name.slice(0, 60), value.slice(0, 2_000)]))
  return found['code'] ? found : undefined
}
