import type { Context } from '#platform/context'
import { invalidInput } from '#platform/errors'
import { fromCursor, toCursor } from '#platform/http/paging'
import { isId } from '#platform/ids'
import { listAuditRows, listMemberRows } from './member-store.ts'

/** Who did what, newest first; a subject narrows it to one thing's history. */
export async function listAuditEntries(ctx: Context, query: { subjectType?: string | undefined; subjectId?: string | undefined; cursor?: string | undefined; limit: number }) {
  const after = query.cursor === undefined ? undefined : parseCursor(query.cursor)
  return ctx.transaction(async (tx) => {
    const rows = await listAuditRows(tx, { subjectType: query.subjectType, subjectId: query.subjectId, after, limit: query.limit + 1 })
    const names = new Map((await listMemberRows(tx)).map((member) => [member.memberId, member.name]))
    const page = rows.slice(0, query.limit)
    const last = rows.length > query.limit ? page.at(-1) : undefined
    return {
      items: page.map((row) => ({
        auditEntryId: row.id,
        at: row.at,
        actorKind: row.actorKind,
        actorName: (row.actorId === null ? undefined : names.get(row.actorId)) ?? null,
        action: row.action,
        subjectType: row.subjectType,
        subjectId: row.subjectId,
        before: row.before ?? null,
        after: row.after ?? null,
      })),
      nextCursor: last ? toCursor([last.at.toISOString(), last.id]) : null,
    }
  })
}

function parseCursor(cursor: string): { at: Date; id: string } {
  const [at, id] = fromCursor(cursor)
  const moment = new Date(String(at))
  if (Number.isNaN(moment.getTime()) || !isId(String(id))) throw invalidInput('Penanda halaman tidak dikenal. Muat ulang daftarnya.')
  return { at: moment, id: String(id) }
}
