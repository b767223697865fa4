import { z } from 'zod'
import type { JsonValue, Services } from '#platform/context'
import type { Channel, ChannelTemplate, OutboundTemplate } from '../channel.ts'
import { callGraph } from './graph.ts'

const button = z.looseObject({ type: z.string(), text: z.string().optional(), url: z.string().optional() })
const component = z.looseObject({ type: z.string(), format: z.string().optional(), text: z.string().optional(), buttons: z.array(button).optional() })
const componentsSchema = z.array(component)
const page = z.object({
  data: z.array(
    z.object({
      name: z.string(),
      language: z.string(),
      category: z.string(),
      status: z.string(),
      quality_score: z.object({ score: z.string().optional() }).optional().catch(undefined),
      rejected_reason: z.string().optional(),
      components: componentsSchema.catch([]),
    }),
  ),
  paging: z.object({ cursors: z.object({ after: z.string() }).optional(), next: z.string().optional() }).optional(),
})

const mostPages = 20
const slot = /\{\{\s*(\w{1,64})\s*\}\}/g

/** Every template of the business account, whatever its state. An answer that is none ends the list early. */
export async function listTemplates(channel: Channel, services: Services): Promise<ChannelTemplate[]> {
  const found: ChannelTemplate[] = []
  let after: string | undefined
  for (let number = 0; number < mostPages; number++) {
    const query = new URLSearchParams({ fields: 'name,language,category,status,quality_score,rejected_reason,components', limit: '100', ...(after ? { after } : {}) })
    const answer = await callGraph(channel, { method: 'GET', path: `${String(channel.config['businessAccountId'])}/message_templates?${query}` }, services)
    const { data } = answer.kind === 'ok' ? page.safeParse(answer.body) : {}
    if (!data) throw new Error('The list of templates could not be read')
    found.push(...data.data.map(describe))
    after = data.paging?.next ? data.paging.cursors?.after : undefined
    if (!after) break
  }
  return found
}

function describe(row: z.infer<typeof page>['data'][number]): ChannelTemplate {
  const quality = row.quality_score?.score
  return {
    name: row.name,
    language: row.language,
    category: row.category,
    status: row.status,
    ...(quality ? { quality } : {}),
    ...(row.rejected_reason && row.rejected_reason !== 'NONE' ? { reason: row.rejected_reason } : {}),
    ...readComponents(row.components),
    components: row.components as JsonValue,
  }
}

/**
 * The text of a template and the names of its variables, in reading order: `1` or `nama` in the body; `header_…` in the
 * header (`header_image` for a picture's address); `button_0` for the end of the first button's address.
 */
export function readComponents(components: z.infer<typeof componentsSchema>): { body: string; variables: string[] } {
  const lines: string[] = []
  const variables: string[] = []
  const add = (name: string) => (variables.includes(name) || variables.push(name), `{{${name}}}`)
  const withSlots = (text: string, prefix: string) => text.replace(slot, (_, name: string) => add(prefix + name))
  for (const { type, format, text = '', buttons = [] } of components) {
    if (type === 'HEADER' && format && format !== 'TEXT') add(`header_${format.toLowerCase()}`)
    if (type === 'HEADER' && text) lines.push(withSlots(text, 'header_'))
    if (type === 'BODY') lines.push(withSlots(text, ''))
    if (type === 'FOOTER') lines.push(text)
    buttons.forEach(({ url = '' }, index) => url.includes('{{') && add(`button_${index}`))
  }
  return { body: lines.join('\n\n'), variables }
}

/** The `template` part of a message. */
export function buildTemplate({ name, language, values }: OutboundTemplate): Record<string, JsonValue> {
  const of = (test: RegExp) => values.filter((value) => test.test(value.name))
  const header = of(/^header_/)
  const body = values.filter((value) => !/^(header_|button_\d)/.test(value.name))
  const components: JsonValue[] = [
    ...(header.length > 0 ? [{ type: 'header', parameters: header.map(headerParameter) }] : []),
    ...(body.length > 0 ? [{ type: 'body', parameters: body.map((value) => textParameter(value.name, value.value)) }] : []),
    ...of(/^button_\d$/).map(({ name: slotName, value }) => ({ type: 'button', sub_type: 'url', index: slotName.slice(-1), parameters: [{ type: 'text', text: value }] })),
  ]
  return { name, language: { code: language }, ...(components.length > 0 ? { components } : {}) }
}

function headerParameter({ name, value }: { name: string; value: string }): JsonValue {
  const kind = name.slice('header_'.length)
  return ['image', 'video', 'document'].includes(kind) ? { type: kind, [kind]: { link: value } } : textParameter(kind, value)
}

/** Numbered slots go by position, named ones by name. */
function textParameter(name: string, value: string): Record<string, JsonValue> {
  return /^\d+$/.test(name) ? { type: 'text', text: value } : { type: 'text', parameter_name: name, text: value }
}
