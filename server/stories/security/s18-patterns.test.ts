import { globSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { expect, test } from 'vitest'

/**
 * S18 over the whole surface: every pattern of the server's code and of what browsers run, written or put together, meets
 * texts of 100 KB that make back-tracking patterns slow. One that reads short texts only stands below, with what bounds them.
 */
const root = new URL('../../../', import.meta.url)
const files = globSync(['server/src/**/*.ts', 'web/src/**/*.{ts,tsx}'], { cwd: root }).filter((path) => !/\.test\.|testing\.ts|test-server|\/evaluate\/|-suite\.ts|-training\.ts/.test(path))

interface Pattern {
  source: string
  regex: RegExp
  where: string
}

function patternsOf(path: string): Pattern[] {
  const text = readFileSync(new URL(path, root), 'utf8')
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: Pattern[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const source = node.text
      const end = source.lastIndexOf('/')
      found.push({ source, regex: new RegExp(source.slice(1, end), source.slice(end + 1).replace(/[gy]/g, '')), where: `${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}` })
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

/** Put together while running, from what a shop or customer named: as they come out, by file. */
const madeWhileRunning: { path: string; regex: RegExp }[] = [
  { path: 'server/src/domains/assistant/brain/understand/details.ts', regex: /\b(inv[- ]?\d[\d-]{1,14})\b/ },
  { path: 'server/src/domains/assistant/brain/understand/details.ts', regex: new RegExp(`\\b(${'a'.repeat(60)}[- ]?\\d[\\d-]{1,14})\\b`) },
  { path: 'server/src/domains/assistant/brain/understand/continuation.ts', regex: /\bj&t\b/u },
  { path: 'server/src/domains/assistant/brain/understand/continuation.ts', regex: /\ba\b/u },
  ...['senin', 'jumat'].map((day) => ({ path: 'server/src/domains/assistant/brain/knowledge/promo-rules.ts', regex: new RegExp(`\\b(?:setiap|tiap|hari|khusus|hanya)\\s+(?:hari\\s+)?${day}`, 'i') })),
]

/** Where the code puts patterns together. */
function makersOf(path: string): string[] {
  const file = ts.createSourceFile(path, readFileSync(new URL(path, root), 'utf8'), ts.ScriptTarget.Latest, true)
  let isMaker = false
  const visit = (node: ts.Node): void => {
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && ts.isIdentifier(node.expression) && node.expression.text === 'RegExp') isMaker = true
    ts.forEachChild(node, visit)
  }
  visit(file)
  return isMaker ? [path] : []
}

/** What these files put together when they are loaded. */
async function patternsMadeBy(paths: readonly string[]): Promise<Pattern[]> {
  const found: Pattern[] = []
  const Original = globalThis.RegExp
  class Recording extends Original {
    constructor(pattern: RegExp | string, flags?: string) {
      super(pattern, flags)
      const [where] = /(?:server|web)\/src\/[^:)?]+/.exec(new Error('made here').stack ?? '') ?? []
      if (where !== undefined) found.push({ source: `/${this.source}/`, regex: new Original(this.source, this.flags.replace(/[gy]/g, '')), where })
    }
  }
  globalThis.RegExp = Recording as RegExpConstructor
  try {
    for (const path of paths) await import(new URL(path, root).href)
  } finally {
    globalThis.RegExp = Original
  }
  return found
}

const length = 100_000
const limitMs = 50
const pieces = ['a', ' ', '0', '1.', '-', '\n', '.', ',', '/', '(', '[', '{{', '"', "'", '<', '@', ':', '+62', 'a ', 'a-', '0 ', '1,', 'rp', 'rp ', 'x1', 'é', '😀', '=', '\t', '\\', 'a.', 'a@', '*', '_', 'https://', '0-0', 'aa ', '10rb ', ' x ', '&']
const hostile = (size: number) =>
  pieces.flatMap((piece) => {
    const many = piece.repeat(Math.ceil(size / piece.length)).slice(0, size)
    return [many, `${many}\u0001`, `x${many}!`]
  })
/** Patterns that never see so much: by file and beginning, the most letters that reach them, and what sees to it. */
const bounded: { pattern: string; most: number; because: string }[] = [
  { pattern: 'server/src/platform/money.ts /\\B(?=', most: 20, because: 'digits of a safe integer' },
  { pattern: 'web/src/ui/format.ts /\\B(?=', most: 20, because: 'digits of a safe integer' },
  { pattern: 'web/src/locales/id/insights.ts /\\B(?=', most: 20, because: 'digits of a safe integer' },
  { pattern: 'web/src/locales/en/insights.ts /\\B(?=', most: 20, because: 'digits of a safe integer' },
  { pattern: 'web/src/screens/inbox/template-dialog.tsx /\\{\\{', most: 1_024, because: 'a template of the provider is no longer' },
  { pattern: 'server/src/domains/assistant/brain/assist/accept-wording.ts /(?<![', most: 3_000, because: 'readWording refuses longer replies' },
  { pattern: 'server/src/domains/imports/formats/price-list/line.ts /', most: 1_000, because: 'readLine cuts the line' },
  ...['goods', 'labels', 'prices'].map((part) => ({ pattern: `server/src/domains/imports/formats/price-list/${part}.ts /`, most: 1_000, because: 'readLine cuts the line' })),
  { pattern: 'server/src/domains/imports/formats/order-values.ts /', most: 100, because: 'longer cells are no amounts' },
  { pattern: 'server/src/domains/conversations/incoming-file.ts /^[.', most: 400, because: 'safeName cuts the name' },
]

/** Growing, so that a pattern that explodes is known by its short texts. */
const ladder = [200, 1_000, 5_000, 20_000].map((size) => ({ size, texts: hostile(size) }))

/** The size of text at which the pattern takes too long, if any does, in processor time of this thread: others may be busy. */
function tooSlowAt(regex: RegExp, most: number): number | undefined {
  for (const { size, texts } of [...ladder.filter((one) => one.size < most), { size: most, texts: hostile(most) }]) {
    for (const text of texts) {
      let fastest = Number.POSITIVE_INFINITY
      for (let tries = 0; tries < 3 && fastest > limitMs; tries++) {
        const before = process.threadCpuUsage()
        regex.test(text)
        const { user, system } = process.threadCpuUsage(before)
        fastest = Math.min(fastest, (user + system) / 1_000)
        if (fastest > 10 * limitMs) break
      }
      if (fastest > limitMs) return size
    }
  }
  return undefined
}

test('no pattern takes longer than 50 ms over 100 KB', async () => {
  const written = files.flatMap(patternsOf)
  expect(written.length).toBeGreaterThan(300)
  const makers = files.flatMap(makersOf)
  const made = await patternsMadeBy(makers)
  const known = [...madeWhileRunning.map(({ path }) => path), ...made.map(({ where }) => where)]
  expect(makers.filter((path) => !known.includes(path))).toEqual([])
  expect(known.filter((path) => !makers.includes(path))).toEqual([])
  const patterns = [...written, ...made, ...madeWhileRunning.map(({ path, regex }) => ({ source: String(regex), regex, where: path }))]
  const used = new Set<string>()
  const slow = patterns.flatMap(({ regex, where, source }) => {
    const bound = bounded.find(({ pattern }) => `${where.replace(/:\d+$/, '')} ${source}`.startsWith(pattern))
    if (bound) used.add(bound.pattern)
    const size = tooSlowAt(regex, bound?.most ?? length)
    return size === undefined ? [] : [`${where} ${source} at ${size} letters`]
  })
  expect(slow).toEqual([])
  expect(bounded.filter(({ pattern }) => !used.has(pattern))).toEqual([])
}, 600_000)
