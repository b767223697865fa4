import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileTemplate } from './template.ts'

describe('message template', () => {
  test('fills variables and uses a fallback for what is absent or empty', () => {
    const { render } = compileTemplate('Halo {{nama|Kak}}, poin: {{ poin }}.')
    expect(render({ nama: 'Siti', poin: 0 })).toBe('Halo Siti, poin: 0.')
    expect(render({ nama: '', poin: 12 })).toBe('Halo Kak, poin: 12.')
    expect(render({ nama: null, poin: 12 })).toBe('Halo Kak, poin: 12.')
  })

  test('a variable without value prints itself and is reported', () => {
    const template = compileTemplate('Halo {{nama}}, {{sapaan|Kak}}, kode {{kode}}')
    expect(template.render({ kode: '' })).toBe('Halo {{nama}}, Kak, kode ')
    expect(template.missing({ kode: '' })).toEqual(['nama', 'kode'])
    expect(template.missing({ nama: 'Siti', kode: 7 })).toEqual([])
    expect(template.variables).toEqual(['nama', 'sapaan', 'kode'])
  })

  test('names outside the allowed ones stand for themselves', () => {
    const { render, variables } = compileTemplate('{{nama}} {{telepon}}', ['nama'])
    expect(render({ nama: 'Siti', telepon: '+62811' })).toBe('Siti {{telepon}}')
    expect(variables).toEqual(['nama'])
  })

  test('reads own properties only, even when every object was polluted', () => {
    const { render } = compileTemplate('{{constructor}} {{__proto__}} {{toString}} {{secret}}')
    const untouched = '{{constructor}} {{__proto__}} {{toString}} {{secret}}'
    expect(render({})).toBe(untouched)
    expect(render(Object.create({ secret: 'inherited' }))).toBe(untouched)
    try {
      Object.defineProperty(Object.prototype, 'secret', { value: 'polluted', configurable: true, enumerable: true, writable: true })
      expect(render({})).toBe(untouched)
    } finally {
      Reflect.deleteProperty(Object.prototype, 'secret')
    }
  })

  test('300 injection payloads print themselves, as template and as value', () => {
    const payloads = injectionPayloads()
    expect(new Set(payloads).size).toBeGreaterThanOrEqual(300)
    const { render } = compileTemplate('Halo {{nama}}!')
    for (const payload of payloads) {
      expect(compileTemplate(payload).render({})).toBe(payload)
      expect(render({ nama: payload })).toBe(`Halo ${payload}!`)
    }
  })

  test('agrees with plain splitting and joining for any number of slots', () => {
    const literal = fc.string().filter((text) => !text.includes('{') && !text.includes('}'))
    const slot = fc.record({ before: literal, name: fc.stringMatching(/^[a-z]{1,5}$/), value: fc.string({ minLength: 1 }) })
    fc.assert(
      fc.property(fc.array(slot, { maxLength: 30 }), literal, (slots, rest) => {
        const values = Object.fromEntries(slots.map(({ name, value }) => [name, value]))
        const text = slots.map(({ before, name }) => `${before}{{${name}}}`).join('') + rest
        const expected = slots.map(({ before, name }) => before + values[name]).join('') + rest
        expect(compileTemplate(text).render(values)).toBe(expected)
      }),
    )
  })

  test('any text compiles in time linear in its length, and a text without slots is itself', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('{', '}', '|', ' ', 'a', '\n') }), (text) => {
      expect(compileTemplate(text, []).render({ a: 'x' })).toBe(text)
    }))
    const hostile = ['{{a|'.repeat(50_000), `{{${' '.repeat(100_000)}`, '{'.repeat(100_000), '{{a}}'.repeat(20_000)]
    const start = performance.now()
    for (const text of hostile) expect(compileTemplate(text).render({})).toBe(text)
    expect(performance.now() - start).toBeLessThan(2000)
  })
})

/** Expressions of the engines that have been broken this way, in their own and in our brackets. */
function injectionPayloads(): string[] {
  const expressions = [
    '7*7', 'env "PATH"', 'process.env', 'process.env.SECRET', 'constructor.constructor("return process")()', 'this.constructor',
    '__proto__.polluted', 'constructor.prototype', '#with "s" as |string|', 'lookup . "constructor"', '@root', '../secret', 'self.__class__',
    "''.__class__.__mro__[1].__subclasses__()", 'config.items()', 'request.application', 'range.constructor("return 1")()', 'global.process',
    "$eval('1')", "require('child_process').execSync('id')", 'import os', 'T(java.lang.Runtime).getRuntime()', 'exec "id"', '#each this',
    'nama.depan | upper', 'nama}}{{poin', 'name.length', "name['x']", 'a b', 'printenv()', '$json.secret', '=1+1', 'nama()', '>partial', '&nama', '!komentar',
    "include '/etc/passwd'", '"a".toString()', '`id`', 'nama || "x"',
  ]
  const brackets: [string, string][] = [['{{', '}}'], ['{{{', '}}}'], ['${', '}'], ['<%= ', ' %>'], ['{% ', ' %}'], ['#{', '}'], ['[[', ']]'], ['@(', ')']]
  return expressions.flatMap((expression) => brackets.map(([open, close]) => open + expression + close))
}
