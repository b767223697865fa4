import { createHmac } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import { AppError } from '../errors.ts'
import type { ConnectionTarget } from './connect.ts'

export const ownerRole = 'laris_owner'
export const appRole = 'laris_app'

/** The three logins of one installation (security §2.2). */
export interface DatabaseLogins {
  owner: ConnectionTarget
  app: ConnectionTarget
}

/** The logins as `ensureRoles` makes them. */
export function derivedLogins(target: ConnectionTarget, secretKey: string): DatabaseLogins {
  return {
    owner: { ...target, user: ownerRole, password: passwordFor(ownerRole, secretKey) },
    app: { ...target, user: appRole, password: passwordFor(appRole, secretKey) },
  }
}

/**
 * Makes the two roles with passwords derived from the installation's key, and hands them the rights they need.
 * `setup` is a connection of the set-up login. Safe to repeat.
 */
export async function ensureRoles(setup: pg.ClientBase, target: ConnectionTarget, secretKey: string): Promise<DatabaseLogins> {
  const logins = derivedLogins(target, secretKey)
  const { rows } = await setup.query('select rolsuper or rolcreaterole as may_create from pg_roles where rolname = current_user')
  if (!rows[0]?.may_create) throw rolesNeedAdministrator(target.database)
  for (const { user, password } of [logins.owner, logins.app]) await ensureRole(setup, user, password)
  const database = setup.escapeIdentifier(target.database)
  await setup.query(`grant connect, create on database ${database} to ${ownerRole}`)
  await setup.query(`grant connect on database ${database} to ${appRole}`)
  await setup.query(`grant usage, create on schema public to ${ownerRole}`)
  await setup.query(`grant usage on schema public to ${appRole}`)
  await setup.query('revoke create on schema public from public')
  await setup.query('create extension if not exists pg_trgm')
  await setup.query('create extension if not exists unaccent')
  return logins
}

async function ensureRole(setup: pg.ClientBase, role: string, password: string): Promise<void> {
  const limits = 'login nosuperuser nocreatedb nocreaterole noreplication nobypassrls'
  await setup.query('select pg_advisory_lock(7221001)')
  try {
    const { rowCount } = await setup.query('select 1 from pg_roles where rolname = $1', [role])
    // Attributes like NOSUPERUSER may be named only by a superuser; on an existing role the start-up check reads them.
    if (rowCount === 0) await setup.query(`create role ${role} with ${limits} password ${setup.escapeLiteral(password)}`)
    else await alterRole(setup, `alter role ${role} with password ${setup.escapeLiteral(password)}`)
  } finally {
    await setup.query('select pg_advisory_unlock(7221001)')
  }
}

/** The lock above holds within one database; roles belong to the whole server, where another database may be set up now. */
async function alterRole(setup: pg.ClientBase, statement: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await setup.query(statement)
      return
    } catch (error) {
      if (attempt === 20 || !(error instanceof Error && error.message === 'tuple concurrently updated')) throw error
      await setTimeout(50)
    }
  }
}

/** Refuses to serve on a login that row level security would not hold (superuser, owner, BYPASSRLS, memberships). */
export async function checkAppLogin(connection: pg.ClientBase): Promise<void> {
  const { rows } = await connection.query(`
    select r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb,
      (select count(*)::int from pg_class c where c.relowner = r.oid) as owned,
      (select count(*)::int from pg_auth_members m where m.member = r.oid) as memberships,
      current_setting('row_security') as row_security, current_setting('fsync') as fsync
    from pg_roles r where r.rolname = current_user`)
  const role = rows[0]
  const surprises = [
    role.rolsuper && 'superuser',
    role.rolbypassrls && 'BYPASSRLS',
    role.rolcreaterole && 'CREATEROLE',
    role.rolcreatedb && 'CREATEDB',
    role.owned > 0 && `pemilik ${role.owned} tabel`,
    role.memberships > 0 && 'anggota peran lain',
    role.row_security !== 'on' && 'row_security mati',
  ].filter((surprise) => surprise !== false)
  if (surprises.length > 0) {
    throw new AppError({
      code: 'database.unsafe_login',
      status: 500,
      message: `Laris tidak mulai: login basis data terlalu berkuasa (${surprises.join(', ')}). Data Anda aman. Pakai peran ${appRole} yang dibuat Laris, tanpa hak tambahan.`,
    })
  }
}

/** Refuses a server that may lose committed data. */
export async function checkDurability(connection: pg.ClientBase): Promise<void> {
  const { rows } = await connection.query(
    `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'`,
  )
  if (rows.length === 0) return
  const names = rows.map((row) => row.name).join(', ')
  throw new AppError({
    code: 'database.not_durable',
    status: 500,
    message: `Laris tidak mulai: ${names} mati di PostgreSQL, data bisa hilang saat listrik padam. Hidupkan lagi di postgresql.conf.`,
  })
}

function rolesNeedAdministrator(database: string): AppError {
  return new AppError({
    code: 'database.roles_missing',
    status: 500,
    message: [
      'Laris tidak mulai: DATABASE_URL tidak boleh membuat peran. Minta pengelola basis data menjalankan:',
      `  CREATE ROLE ${ownerRole} LOGIN PASSWORD '…';`,
      `  CREATE ROLE ${appRole} LOGIN PASSWORD '…';`,
      `  GRANT CONNECT, CREATE ON DATABASE "${database}" TO ${ownerRole}; GRANT USAGE, CREATE ON SCHEMA public TO ${ownerRole};`,
      `  GRANT CONNECT ON DATABASE "${database}" TO ${appRole}; GRANT USAGE ON SCHEMA public TO ${appRole}; CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent;`,
      'Lalu isi LARIS_OWNER_DATABASE_URL dan LARIS_APP_DATABASE_URL.',
    ].join('\n'),
  })
}

function passwordFor(role: string, secretKey: string): string {
  return createHmac('sha256', secretKey).update(`database-role:${role}`).digest('base64url')
}
