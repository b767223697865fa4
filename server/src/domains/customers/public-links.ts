import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Context, GlobalDatabase, Transaction } from '#platform/context'
import type { OpenContext } from '#platform/http/route'
import { newSecret } from '#platform/ids'

export type PublicLinkKind = 'parcel-card' | 'rating'
export type ShortLinkKind = 'campaign' | 'social-post'

interface GlobalTables {
  publicLinks: { tokenHash: string; businessId: string; kind: string; subjectId: string }
}

/** A page that its holder opens without a login. The secret has 192 random bits; stored are a hash, and it sealed for printing again. */
export async function createPublicLink(tx: Transaction, kind: PublicLinkKind, subjectId: string): Promise<{ sealedToken: string }> {
  const token = newSecret()
  await insertLink(tx, { token, kind, subjectId })
  return { sealedToken: tx.secrets.seal(token) }
}

/** Whether the token was still free. */
export async function insertLink(tx: Transaction, { token, kind, subjectId }: { token: string; kind: PublicLinkKind | ShortLinkKind; subjectId: string }): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await globals(tx.db)
    .insertInto('publicLinks')
    .values({ tokenHash: hashOf(token), businessId: tx.businessId, kind, subjectId })
    .onConflict((on) => on.column('tokenHash').doNothing())
    .executeTakeFirstOrThrow()
  return Number(numInsertedOrUpdatedRows ?? 0) === 1
}

export function addressOf(tx: Pick<Transaction, 'secrets' | 'baseUrl'>, path: 'kartu' | 'nilai', sealedToken: string): string {
  return `${tx.baseUrl()}/${path}/${tx.secrets.open(sealedToken)}`
}

/** The business and thing behind a secret, seen as the system; `undefined` for whatever is not one. */
export async function openPublicLink(ctx: OpenContext, kind: PublicLinkKind, token: string): Promise<{ ctx: Context; subjectId: string } | undefined> {
  if (token.length < 20 || token.length > 100) return undefined
  return findSubject(ctx, token, [kind])
}

export async function findSubject(ctx: OpenContext, token: string, kinds: (PublicLinkKind | ShortLinkKind)[]): Promise<{ ctx: Context; kind: string; subjectId: string } | undefined> {
  const row = await globals(ctx.db).selectFrom('publicLinks').selectAll().where('tokenHash', '=', hashOf(token)).where('kind', 'in', kinds).executeTakeFirst()
  return row && { ctx: ctx.forBusiness(row.businessId, { kind: 'system' }, ctx.request.id), kind: row.kind, subjectId: row.subjectId }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** The one global table of this domain; it names no customer. */
function globals(db: GlobalDatabase['db'] | Transaction['db']): Kysely<GlobalTables> {
  return db as unknown as Kysely<GlobalTables>
}
