import type { Transaction } from '#platform/context'
import { recordAudit } from './audit.ts'
import { readSetting, upsertSetting } from './store.ts'

/** Stores one group of settings of the business; whoever owns the group parses it on reading. */
export async function writeSetting(tx: Transaction, key: string, value: object): Promise<void> {
  const before = await readSetting(tx, key)
  await upsertSetting(tx, key, value)
  await recordAudit(tx, { action: 'settings.update', subjectType: 'settings', subjectId: key, before: (before as object | undefined) ?? null, after: value })
  await tx.notify({ topic: 'settings', id: key })
}
