/**
 * The invariants of reliability §3 as programs that read the database. Each returns what is wrong, in words; an empty
 * list means that it holds. `query` must see every row (a superuser or the owner role).
 */
export type Query = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>

/** I1: every event that was answered with 2xx is in the store. */
export async function nothingLost(query: Query, acknowledged: Iterable<string>): Promise<string[]> {
  const ids = [...acknowledged]
  const rows = await query('select given.id from unnest($1::text[]) as given(id) where not exists (select 1 from messages m where m.external_id = given.id)', [ids])
  return rows.map(({ id }) => `${String(id)} was answered and is not stored`)
}

/** I2: one row for each event, one unread mark for each, one piece of work of each kind. */
export async function nothingTwice(query: Query): Promise<string[]> {
  const rows = await query('select business_id, external_id, count(*)::int as n from messages where external_id is not null group by 1, 2, channel_id having count(*) > 1')
  const marks = await query(`
    select c.id, c.unread_count as marks, count(m.id)::int as messages from conversations c
    join messages m on m.business_id = c.business_id and m.conversation_id = c.id and m.direction = 'inbound' and m.kind not in ('reaction', 'system')
    where not exists (select 1 from messages o where o.business_id = c.business_id and o.conversation_id = c.id and o.direction <> 'inbound')
    group by c.business_id, c.id, c.unread_count having count(m.id) < c.unread_count`)
  const replies = await query(`
    select r.business_id, r.reply_to_id, count(*)::int as n from messages r
    where r.author_kind = 'assistant' and r.resend_of_id is null and r.reply_to_id is not null group by 1, 2 having count(*) > 1`)
  return [
    ...rows.map(({ external_id: id, n }) => `${String(id)} is stored ${String(n)} times`),
    ...marks.map(({ id, marks: given, messages }) => `conversation ${String(id)} has ${String(given)} unread marks for ${String(messages)} messages`),
    ...replies.map(({ reply_to_id: id, n }) => `message ${String(id)} was answered ${String(n)} times`),
  ]
}

/** I3: the provider took each message at most once, and what we call sent it did take. `accepted` counts by text, each text being one message. */
export async function oneSend(query: Query, accepted: ReadonlyMap<string, number>, texts: readonly string[]): Promise<string[]> {
  const rows = await query('select text, delivery from messages where text = any($1::text[]) and resend_of_id is null', [texts])
  return rows.flatMap(({ text, delivery }) => {
    const times = accepted.get(String(text)) ?? 0
    if (times > 1) return [`"${String(text)}" was accepted ${times} times`]
    if (times === 0 && ['sent', 'delivered', 'read'].includes(String(delivery))) return [`"${String(text)}" is called ${String(delivery)} and never left`]
    if (times === 1 && ['planned', 'failed', 'cancelled'].includes(String(delivery))) return [`"${String(text)}" left and is called ${String(delivery)}`]
    return []
  })
}

/** I6: what the API shows is the one order of (provider time, arrival), newest first, whatever the page size. */
export async function oneOrder(query: Query, conversationId: string, shown: readonly string[]): Promise<string[]> {
  const rows = await query('select id from messages where conversation_id = $1 order by sent_at desc, id desc', [conversationId])
  const expected = rows.map(({ id }) => String(id))
  return shown.join() === expected.join() ? [] : [`conversation ${conversationId} is shown in another order than it is kept`]
}

/** I7: no row of a business holds the canary of another. */
export async function businessesApart(query: Query, canaries: ReadonlyMap<string, string>): Promise<string[]> {
  const tables = await query(`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'business_id' and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`)
  const wrong: string[] = []
  for (const [businessId, canary] of canaries) {
    for (const { name } of tables) {
      const rows = await query(`select count(*)::int as n from ${String(name)} t where business_id <> $1 and t::text like '%' || $2 || '%'`, [businessId, canary])
      if (Number(rows[0]?.['n']) > 0) wrong.push(`${String(name)} holds the canary of ${businessId} in rows of another business`)
    }
  }
  return wrong
}

/** A count and a hash of every table, for comparing two databases (I9). Queue, schedules and sign-ins do not travel. */
export async function tableHashes(query: Query): Promise<Map<string, string>> {
  const tables = await query("select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1")
  const hashes = new Map<string, string>()
  for (const { name } of tables) {
    if (['outbox', 'schedules', 'account_sessions', 'installation', 'schema_migrations', 'schema_migration_lock'].includes(String(name))) continue
    const [row] = await query(`select count(*)::int as n, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from ${String(name)} t`)
    hashes.set(String(name), `${String(row?.['n'])} ${String(row?.['hash'])}`)
  }
  return hashes
}

/** I9: both hold the same rows. */
export function sameTables(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name)).map((name) => `${name}: ${before.get(name) ?? 'absent'} became ${after.get(name) ?? 'absent'}`)
}

/** I10: each of these changes has an entry with who, when, and what it became. */
export async function everyChangeNoted(query: Query, changes: readonly { action: string; subjectId: string }[]): Promise<string[]> {
  const anonymous = await query('select id from audit_entries where actor_kind is null or at is null or (before is null and after is null and action not like $1)', ['%.download'])
  const missing: string[] = []
  for (const { action, subjectId } of changes) {
    const rows = await query('select actor_kind, at from audit_entries where action = $1 and subject_id = $2', [action, subjectId])
    if (rows.length === 0) missing.push(`${action} of ${subjectId} is in no audit entry`)
  }
  return [...anonymous.map(({ id }) => `audit entry ${String(id)} says too little`), ...missing]
}
