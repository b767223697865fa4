/** What a message template may be filled with. Anything else in a value (an object, a function) counts as absent. */
export type TemplateValues = Readonly<Record<string, string | number | null | undefined>>

export interface MessageTemplate {
  /** Names used, in order of first use. */
  variables: readonly string[]
  /** The message. A variable that is absent and has no fallback prints itself, so that a preview shows the gap. */
  render(values: TemplateValues): string
  /** Variables without fallback that are absent or empty in `values`: do not send such a message. */
  missing(values: TemplateValues): string[]
}

/**
 * Compiles a logic-less message template: `{{nama}}`, or `{{nama|Kak}}` with a fallback for an absent or empty value.
 * Every other text, braces included, stands for itself. Values are inserted verbatim and never read as a template;
 * only own properties of `values` are seen. No code is generated: the text is cut once into slots, and rendering
 * appends them. Names are 1–64 of `A–Z a–z 0–9 _`; with `allowed`, other names stand for themselves too.
 */
export function compileTemplate(text: string, allowed?: Iterable<string>): MessageTemplate {
  const names = allowed && new Set(allowed)
  const slots: Slot[] = []
  const required = new Set<string>()
  let prefix = ''
  let end = 0
  for (const match of text.matchAll(slotPattern)) {
    const [source, name = '', fallback] = match
    prefix += text.slice(end, match.index)
    end = match.index + source.length
    if (names && !names.has(name)) {
      prefix += source
      continue
    }
    slots.push({ prefix, name, absent: fallback?.trim() ?? source, empty: fallback?.trim() ?? '' })
    if (fallback === undefined) required.add(name)
    prefix = ''
  }
  const rest = prefix + text.slice(end)
  return {
    variables: [...new Set(slots.map(({ name }) => name))],
    render: guarded(concatenation(slots, rest)),
    missing: (values) => [...required].filter((name) => !Object.hasOwn(values, name) || !isText(values[name])),
  }
}

const slotPattern = /\{\{[ \t]*([A-Za-z0-9_]{1,64})[ \t]*(?:\|([^{}|]*))?\}\}/g

interface Slot {
  /** Literal text before the slot. */
  prefix: string
  name: string
  /** Printed when the value is absent: the fallback, or the slot as it was written. */
  absent: string
  /** Printed when the value is an empty text: the fallback, or nothing. */
  empty: string
}

type Render = (values: TemplateValues) => string

/**
 * Own properties only. `Object.hasOwn` for each slot would cost a third of the time, so plain rows, whose prototype
 * has nothing textual to leak, are read directly, and everything else is copied first.
 */
function guarded(render: Render): Render {
  return (values) => render(isPlain(values) ? values : { __proto__: null, ...values })
}

function isPlain(values: TemplateValues): boolean {
  const prototype: unknown = Object.getPrototypeOf(values)
  return prototype === null || (prototype === Object.prototype && !hasEnumerableKey(prototype))
}

/** Something else in the process added properties to every object ("prototype pollution"). */
function hasEnumerableKey(prototype: object): boolean {
  for (const _ in prototype) return true
  return false
}

/** Up to eight slots in two expressions, which V8 builds a third faster than a loop over slots; more in a loop of fours. */
function concatenation(slots: readonly Slot[], rest: string): Render {
  const [first = () => '', second, ...others] = Array.from({ length: Math.ceil(slots.length / 4) }, (_, i) => fourSlots(slots.slice(4 * i, 4 * i + 4)))
  if (!second) return (values) => first(values) + rest
  if (others.length === 0) return (values) => first(values) + second(values) + rest
  return (values) => {
    let message = first(values) + second(values)
    for (const other of others) message += other(values)
    return message + rest
  }
}

/** One to four slots in one expression. Values are read here, each at a place of its own, which V8 makes a fifth faster. */
function fourSlots([a, b, c, d]: readonly Slot[]): Render {
  if (!b) return (v) => a.prefix + textOf(v[a.name], a)
  if (!c) return (v) => a.prefix + textOf(v[a.name], a) + b.prefix + textOf(v[b.name], b)
  if (!d) return (v) => a.prefix + textOf(v[a.name], a) + b.prefix + textOf(v[b.name], b) + c.prefix + textOf(v[c.name], c)
  return (v) => a.prefix + textOf(v[a.name], a) + b.prefix + textOf(v[b.name], b) + c.prefix + textOf(v[c.name], c) + d.prefix + textOf(v[d.name], d)
}

function textOf(value: unknown, { absent, empty }: Slot): string | number {
  if (typeof value === 'string') return value === '' ? empty : value
  return typeof value === 'number' ? value : absent
}

function isText(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number'
}
