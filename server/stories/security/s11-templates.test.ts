import { expect, test } from 'vitest'
import { compileTemplate } from '#platform/template'

/** S11: what engines elsewhere would run. Here each prints itself, as a template and as a value. */
const expressions = [
  'process.env', 'process.env.LARIS_SECRET_KEY', 'env "HOME"', 'constructor', 'constructor.constructor("return process")()', '__proto__', '__proto__.polluted', 'toString', 'valueOf', 'hasOwnProperty',
  'this', 'this.constructor', 'globalThis', 'global.process', 'require("fs")', 'import("fs")', 'self', 'request', 'config', 'settings.SECRET', '7*7', '7 * 7', 'nama.constructor', 'nama["constructor"]',
  'range(1,9)', 'cycler.__init__.__globals__', '"".__class__.__mro__', 'lookup . "x"', '#each this', '/each', '#with "s" as |string|', '>partial', '&nama', '!komentar', '=<% %>', 'nama|upper', '@root', '../nama', 'nama()', 'nama;process', 'a-b', 'nama.', '.nama', '', ' ', '\u200bnama', 'ｎａｍａ',
]
const wrappers: ((inside: string) => string)[] = [(x) => `{{${x}}}`, (x) => `{{{${x}}}}`, (x) => `{{ ${x} }}`, (x) => `\${${x}}`, (x) => `#{${x}}`, (x) => `<%= ${x} %>`, (x) => `{% ${x} %}`]
const payloads = expressions.flatMap((expression) => wrappers.map((wrap) => wrap(expression)))
const values = { nama: 'Rani' }

test('S11: three hundred payloads print themselves', () => {
  expect(payloads.length).toBeGreaterThanOrEqual(300)
  for (const payload of payloads) {
    // A bare name with a fallback is the one thing that means something: "nama|upper" falls back to nothing, as nama is there.
    const expected = payload.replace(/\{\{[ \t]*nama[ \t]*(\|[^{}|]*)?\}\}/g, 'Rani')
    expect([payload, compileTemplate(payload).render(values)]).toEqual([payload, expected])
  }
})

test('S11: a customer’s text is a value, never a template', () => {
  for (const payload of payloads) expect(compileTemplate('Halo {{nama}}!').render({ nama: payload })).toBe(`Halo ${payload}!`)
})

test('S11: polluted prototypes are not read', () => {
  const polluted = Object.create({ rahasia: 'bocor' }) as Record<string, string>
  expect(compileTemplate('{{rahasia}} {{constructor}} {{toString}}').render(polluted)).toBe('{{rahasia}} {{constructor}} {{toString}}')
})
