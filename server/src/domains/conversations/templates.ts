import type { Context, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { compileTemplate } from '#platform/template'
import { getChannel, typeOf } from './channel-accounts.ts'
import type { ChannelTemplate, OutboundTemplate } from './channels/channel.ts'
import type { TemplateNews } from './channels/inbound-item.ts'
import { templateIncomplete, templateNotUsable, templatesUnreachable } from './errors.ts'
import type { Tables, TemplateRow } from './tables.ts'

/** News about one template of a channel: approval, category, quality. */
export async function storeTemplateNews(tx: Transaction, channelId: string, news: TemplateNews): Promise<void> {
  const changes = {
    updatedAt: tx.now(),
    ...(news.status === undefined ? {} : { status: news.status, reason: news.reason ?? null }),
    ...(news.category === undefined ? {} : { category: news.category }),
    ...(news.quality === undefined ? {} : { quality: news.quality }),
  }
  await tenant<Tables>(tx)
    .insert('templates')
    .values({ ...emptyRow(tx, channelId), name: news.name, language: news.language, ...changes })
    .onConflict((on) => on.columns(['businessId', 'channelId', 'name', 'language']).doUpdateSet(changes))
    .execute()
  await tx.notify({ topic: 'template' })
}

/** Reads every template from the provider; ones that are gone there are gone here. Returns how many there are. */
export async function syncTemplates(ctx: Context, channelId: string): Promise<number> {
  const channel = await ctx.transaction((tx) => getChannel(tx, channelId))
  const list = typeOf(channel).listTemplates
  if (!list) return 0
  const found = await list(channel, ctx).catch((cause: unknown) => {
    throw templatesUnreachable(cause)
  })
  await ctx.transaction((tx) => replaceTemplates(tx, channelId, found))
  return found.length
}

async function replaceTemplates(tx: Transaction, channelId: string, found: ChannelTemplate[]): Promise<void> {
  const rows = tenant<Tables>(tx)
  const keyOf = (one: { name: string; language: string }) => `${one.name}\u0000${one.language}`
  const current = new Set(found.map(keyOf))
  for (const row of await listTemplates(tx, channelId)) if (!current.has(keyOf(row))) await rows.delete('templates').where('id', '=', row.id).execute()
  for (const { name, language, components, ...one } of found) {
    const values = { category: one.category, status: one.status, quality: one.quality ?? null, reason: one.reason ?? null, body: one.body, variables: one.variables, components: JSON.stringify(components), updatedAt: tx.now() }
    await rows
      .insert('templates')
      .values({ ...emptyRow(tx, channelId), name, language, ...values })
      .onConflict((on) => on.columns(['businessId', 'channelId', 'name', 'language']).doUpdateSet(values))
      .execute()
  }
  await tx.notify({ topic: 'template' })
}

export function listTemplates(tx: Transaction, channelId: string): Promise<TemplateRow[]> {
  return tenant<Tables>(tx).select('templates').selectAll().where('channelId', '=', channelId).orderBy('name').orderBy('language').execute()
}

function findTemplate(tx: Transaction, channelId: string, name: string, language: string): Promise<TemplateRow | undefined> {
  return tenant<Tables>(tx).select('templates').selectAll().where('channelId', '=', channelId).where('name', '=', name).where('language', '=', language).executeTakeFirst()
}

/** A template with its slots filled, as people read it and as the channel sends it. */
export async function fillTemplate(tx: Transaction, channelId: string, input: { name: string; language: string; variables: string[] }): Promise<{ text: string; template: OutboundTemplate }> {
  const row = await findTemplate(tx, channelId, input.name, input.language)
  if (!row) throw templateNotUsable('belum ada di daftar')
  if (row.status !== 'APPROVED') throw templateNotUsable(row.reason ?? 'belum disetujui')
  const missing = row.variables.filter((_, index) => !input.variables[index]?.trim())
  if (missing.length > 0) throw templateIncomplete(missing.length)
  const values = row.variables.map((name, index) => ({ name, value: input.variables[index].trim() }))
  const text = compileTemplate(row.body).render(Object.fromEntries(values.map(({ name, value }) => [name, value])))
  return { text, template: { name: row.name, language: row.language, values } }
}

function emptyRow(tx: Transaction, channelId: string) {
  return { businessId: tx.businessId, id: newId(), channelId, category: '', status: '', quality: null, body: '', variables: [], components: null, reason: null, updatedAt: tx.now() }
}
