export interface Change {
  /** `shipping.fee`; whoever shows it puts words to it. */
  field: string
  before: Value
  after: Value
}

/** `undefined` where the field did not exist on that side. */
export type Value = string | number | boolean | null | undefined

const longestText = 120

/** What differs between two snapshots of a thing, field by field; lists of plain values stay on one line. */
export function changesBetween(before: unknown, after: unknown): Change[] {
  const [from, to] = [flatten(before), flatten(after)]
  // A partial change names only what it set; what it leaves out has not gone.
  const isPartial = before !== null && after !== null
  const fields = new Set([...from.keys(), ...to.keys()])
  return [...fields]
    .map((field) => ({ field, before: from.get(field), after: to.get(field) }))
    .filter((change) => change.before !== change.after && !(isPartial && change.after === undefined && !isTakenOut(change.field, to)))
}

/** Taken out of a list or thing that is still there, rather than left out of a partial change. */
function isTakenOut(field: string, after: Map<string, Value>): boolean {
  const isIn = (prefix: string) => [...after.keys()].some((one) => one === prefix || one.startsWith(`${prefix}.`))
  const [top = ''] = field.split('.')
  const item = /^.*\.\d+(?=\.|$)/.exec(field)?.[0]
  return field !== top && isIn(top) && (item === undefined || !isIn(item))
}

function flatten(value: unknown, path = '', into = new Map<string, Value>()): Map<string, Value> {
  if (Array.isArray(value) && value.every((one) => one === null || typeof one !== 'object')) into.set(path, shorten(value.map(String).join(', ')))
  else if (value !== null && typeof value === 'object') for (const [key, inner] of Object.entries(value)) flatten(inner, path ? `${path}.${key}` : key, into)
  else if (path !== '') into.set(path, typeof value === 'string' ? shorten(value) : (value as Value))
  return into
}

function shorten(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text
}
