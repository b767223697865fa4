import { compileTemplate, type MessageTemplate, type TemplateValues } from '#platform/template'
import { unknownSlot } from './errors.ts'
import type { Variant } from './tables.ts'

/** What a promotion may be filled with. */
export const slotNames = ['sapaan', 'nama', 'toko', 'produk', 'harga', 'harga_promo', 'hemat', 'kode', 'jumlah', 'sampai', 'hari', 'tautan'] as const
export type SlotName = (typeof slotNames)[number]
export type SlotValues = Partial<Record<SlotName, string>>

export interface CompiledVariant {
  name: string
  text: MessageTemplate
  subject: MessageTemplate | undefined
  template: { name: string; language: string; slots: { name: string; text: MessageTemplate }[] } | undefined
}

export type Wording = { text: string; subject?: string; template?: { name: string; language: string; values: { name: string; value: string }[] } } | { missing: SlotName }

/** Compiles once what many people get. An unknown slot is refused: it would be sent as it stands. */
export function compileVariant(variant: Variant): CompiledVariant {
  const compile = (text: string) => {
    const compiled = compileTemplate(text)
    const unknown = compiled.variables.find((name) => !(slotNames as readonly string[]).includes(name))
    if (unknown) throw unknownSlot(unknown)
    return compiled
  }
  return {
    name: variant.name,
    text: compile(variant.text),
    subject: variant.subject === undefined ? undefined : compile(variant.subject),
    template: variant.template && { ...variant.template, slots: variant.template.slots.map((slot) => ({ name: slot.name, text: compile(slot.text) })) },
  }
}

/** Whether any text of the variant needs this value. */
export function mentions(variant: CompiledVariant, slot: SlotName): boolean {
  return [variant.text, ...(variant.subject ? [variant.subject] : []), ...(variant.template?.slots ?? []).map((one) => one.text)].some((text) => text.variables.includes(slot))
}

/** The provider's approved texts, by name and language. */
export type ApprovedTemplates = ReadonlyMap<string, { body: MessageTemplate; variables: readonly string[] }>

export const templateKey = ({ name, language }: { name: string; language: string }) => `${name} ${language}`

/** Whether the provider takes the variant's template as it is filled: still approved, with each of its slots. */
export function isUsable({ template }: CompiledVariant, approved: ApprovedTemplates): boolean {
  const known = template && approved.get(templateKey(template))
  return known !== undefined && known.variables.every((name) => template?.slots.some((slot) => slot.name === name))
}

/** One person's message, or the first value that it lacks. `isOpen`: free text is allowed in this chat, else the template speaks. */
export function fill(variant: CompiledVariant, values: SlotValues, isOpen: boolean, approved: ApprovedTemplates = new Map()): Wording {
  const given: TemplateValues = values
  if (isOpen || !variant.template) {
    const [missing] = [...variant.text.missing(given), ...(variant.subject?.missing(given) ?? [])] as SlotName[]
    return missing ? { missing } : { text: variant.text.render(given), ...(variant.subject ? { subject: variant.subject.render(given) } : {}) }
  }
  const { name, language, slots } = variant.template
  const [missing] = slots.flatMap((slot) => slot.text.missing(given)) as SlotName[]
  if (missing) return { missing }
  const filled = slots.map((slot) => ({ name: slot.name, value: slot.text.render(given) }))
  const body = approved.get(templateKey({ name, language }))?.body ?? variant.text
  // In the order in which the provider names them.
  const order = approved.get(templateKey({ name, language }))?.variables ?? filled.map((slot) => slot.name)
  return { text: body.render(Object.fromEntries(filled.map((slot) => [slot.name, slot.value]))), template: { name, language, values: order.flatMap((wanted) => filled.filter((slot) => slot.name === wanted)) } }
}

const titles = /^(?:ibu|bu|bapak|pak|mbak|mas|kak|kakak|sdr|sdri|h|hj|dr|ny|tn)\.?\s+/iu
const noNames = new Set(['pelanggan', 'customer', 'tamu', 'anonim', 'pembeli', 'user', 'test', 'tes', 'unknown', 'tanpa nama', 'guest', 'buyer'])

/** A name that can be said to its owner; `undefined` for numbers, masks, and words that name nobody. */
export function sayableName(stored: string): string | undefined {
  const name = stored.normalize('NFC').replace(/[\p{Extended_Pictographic}\u200b-\u200f\ufe0f]/gu, '').replace(/\s+/g, ' ').trim()
  const spoken = name.replace(titles, '')
  const first = (spoken || name).split(' ')[0]
  if (name.includes('*') || /\d{3}/.test(name) || noNames.has(name.toLowerCase())) return undefined
  if (!/^\p{L}[\p{L}'’.-]+$/u.test(first)) return undefined
  const said = first.replace(/\.$/, '')
  return said === said.toLowerCase() || said === said.toUpperCase() ? said[0].toUpperCase() + said.slice(1).toLowerCase() : said
}
