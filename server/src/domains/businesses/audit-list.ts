import type { Context } from '#platform/context'
import { cutPage, fromTimeCursor } from '#platform/http/paging'
import { listAuditRows, listMemberRows } from './member-store.ts'

/** Who did what, newest first; a subject narrows it to one thing's history. */
export async function listAuditEntries(ctx: Context, query: { subjectType?: string | undefined; subjectId?: string | undefined; cursor?: string | undefined; limit: number }) {
  const after = query.cursor === undefined ? undefined : fromTimeCursor(query.cursor)
  return ctx.transaction(async (tx) => {
    const rows = await listAuditRows(tx, { subjectType: query.subjectType, subjectId: query.subjectId, after, limit: query.limit + 1 })
    const names = new Map((await listMemberRows(tx)).map((member) => [member.memberId, member.name]))
    const { page, nextCursor } = cutPage(rows, query.limit, (row) => [row.at, row.id])
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
      nextCursor,
    }
  })
}
