import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import type { Tables, TemplateRow } from './tables.ts'

/** Approval news about a message template of a channel. */
export async function storeTemplateStatus(
  tx: Transaction,
  channelId: string,
  news: { name: string; language: string; status: string; category?: string; reason?: string },
): Promise<void> {
  const values = { status: news.status, reason: news.reason ?? null, updatedAt: tx.now(), ...(news.category ? { category: news.category } : {}) }
  await tenant<Tables>(tx)
    .insert('templates')
    .values({ businessId: tx.businessId, id: newId(), channelId, name: news.name, language: news.language, category: news.category ?? '', body: '', variables: [], ...values })
    .onConflict((on) => on.columns(['businessId', 'channelId', 'name', 'language']).doUpdateSet(values))
    .execute()
  await tx.notify({ topic: 'template' })
}

export function listTemplates(tx: Transaction, channelId: string): Promise<TemplateRow[]> {
  return tenant<Tables>(tx).select('templates').selectAll().where('channelId', '=', channelId).orderBy('name').execute()
}
