import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { normalisePhone } from './phone.ts'
import type { Tables } from './tables.ts'

/** What a person typed about themselves: fills in what is empty, and proves nothing (see `provenPhone`). */
export async function noteContact(tx: Transaction, customerId: string, contact: { name?: string | undefined; phone?: string | undefined }): Promise<void> {
  const phone = contact.phone ? normalisePhone(contact.phone) : undefined
  const name = contact.name?.trim().slice(0, 200)
  if (!name && !phone) return
  await tenant<Tables>(tx)
    .update('customers')
    .set((row) => ({
      ...(name ? { name: row.case().when('name', '=', '').then(name).else(row.ref('name')).end() } : {}),
      ...(phone ? { phone: row.fn.coalesce('phone', row.val(phone)) } : {}),
      updatedAt: tx.now(),
    }))
    .where('id', '=', customerId)
    .execute()
  await tx.notify({ topic: 'customer', id: customerId })
}
