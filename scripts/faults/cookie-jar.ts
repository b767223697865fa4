export interface CookieJar {
  /** As the `cookie` header wants it. */
  header(): string
  keep(setCookie: readonly string[]): void
}

export function aCookieJar(): CookieJar {
  const jar = new Map<string, string>()
  return {
    header: () => [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
    keep(setCookie) {
      for (const one of setCookie) {
        const [pair = ''] = one.split(';')
        const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
        if (value === '' || /max-age=0/i.test(one)) jar.delete(name)
        else jar.set(name, value)
      }
    },
  }
}
