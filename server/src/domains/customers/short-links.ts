import { randomInt } from 'node:crypto'
import type { Context, Transaction } from '#platform/context'
import type { OpenContext } from '#platform/http/route'
import { findSubject, insertLink, type ShortLinkKind } from './public-links.ts'

const letters = 'abcdefghijkmnpqrstuvwxyz23456789'
export const shortCodeLength = 8

/** A short address of the shop's own: nothing secret is behind it, so it is made to be read and typed. */
export async function createShortLink(tx: Transaction, kind: ShortLinkKind, subjectId: string): Promise<string> {
  for (;;) {
    const code = Array.from({ length: shortCodeLength }, () => letters[randomInt(letters.length)]).join('')
    if (await insertLink(tx, { token: code, kind, subjectId })) return code
  }
}

/** Where `/t/…` begins: the code, and whatever the owner of the link adds to it. */
export function shortAddress(tx: Pick<Transaction, 'baseUrl'>, code: string): string {
  return `${tx.baseUrl()}/t/${code}`
}

/** What a code stands for, seen as the system; `undefined` for whatever is not one. */
export async function openShortLink(ctx: OpenContext, code: string): Promise<{ ctx: Context; kind: ShortLinkKind; subjectId: string } | undefined> {
  const row = code.length === shortCodeLength ? await findSubject(ctx, code, ['campaign', 'social-post']) : undefined
  // The query asked for these kinds alone.
  return row && { ctx: row.ctx, kind: row.kind as ShortLinkKind, subjectId: row.subjectId }
}
