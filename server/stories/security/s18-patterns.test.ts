import { globSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { expect, test } from 'vitest'

/**
 * S18 over the whole surface: every pattern of the server's code and of what browsers run meets texts of 100 KB that make
 * back-tracking patterns slow. One that reads short texts only stands below, with what bounds them.
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

test('no pattern takes longer than 50 ms over 100 KB', () => {
  const patterns = files.flatMap(patternsOf)
  expect(patterns.length).toBeGreaterThan(300)
  const known = new Set<string>()
  const slow = patterns.flatMap(({ regex, where, source }) => {
    const bound = bounded.find(({ pattern }) => `${where.replace(/:\d+$/, '')} ${source}`.startsWith(pattern))
    if (bound) known.add(bound.pattern)
    const size = tooSlowAt(regex, bound?.most ?? length)
    return size === undefined ? [] : [`${where} ${source} at ${size} letters`]
  })
  expect(slow).toEqual([])
  expect(bounded.filter(({ pattern }) => !known.has(pattern))).toEqual([])
}, 600_000)
