import { access, constants, stat, statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import type pg from 'pg'
import { backupFolder, openGround } from './installation.ts'
import { describeConfig, readConfig, type Config } from './platform/config.ts'
import { formatBytes } from './platform/database/backup/errors.ts'
import { listBackups } from './platform/database/backup/folder.ts'
import { connectClient, parseDatabaseUrl } from './platform/database/connect.ts'
import { derivedLogins } from './platform/database/roles.ts'
import { findHolder } from './platform/database/data-directory.ts'
import { listMigrations } from './platform/database/migrate.ts'

interface Finding {
  what: string
  state: 'good' | 'warning' | 'bad'
  detail: string
}

const marks = { good: '✓', warning: '!', bad: '✗' } as const
const lateBackupMs = 48 * 3_600_000
const littleSpaceBytes = 1e9

/** Looks at everything a start needs and says in words what is wrong and what helps. Starts the database when nobody runs it. */
export async function doctor(): Promise<number> {
  const config = readConfig(process.env)
  const findings = [checkNode(), checkSettings(), await checkFolder(config), await checkDisk(config), await checkBackups(config), await checkPort(config), ...(await checkDatabase(config))]
  for (const { what, state, detail } of findings) process.stdout.write(`${marks[state]} ${what.padEnd(14)} ${detail}\n`)
  const bad = findings.filter((finding) => finding.state === 'bad').length
  process.stdout.write(bad === 0 ? '\nLaris siap dipakai.\n' : `\n${bad} hal perlu dibereskan sebelum Laris bisa berjalan.\n`)
  return bad === 0 ? 0 : 1
}

function checkNode(): Finding {
  const major = Number(process.versions.node.split('.')[0])
  return major >= 24 ? { what: 'Node', state: 'good', detail: process.version } : { what: 'Node', state: 'bad', detail: `${process.version} terlalu lama. Jalankan lewat npm (npm run laris -- doctor), yang memakai Node 24 dari node_modules.` }
}

/** A misspelt name would be ignored without a word. */
function checkSettings(): Finding {
  const known = new Set(describeConfig().map((setting) => setting.name))
  const unknown = Object.keys(process.env).filter((name) => (name.startsWith('LARIS_') || name.startsWith('LLM_')) && !known.has(name))
  return unknown.length === 0 ? { what: 'Pengaturan', state: 'good', detail: 'semua dikenal' } : { what: 'Pengaturan', state: 'warning', detail: `tidak dikenal: ${unknown.join(', ')}. Periksa ejaannya.` }
}

async function checkFolder({ dataDir }: Config): Promise<Finding> {
  const facts = await stat(dataDir).catch(() => undefined)
  if (!facts) return { what: 'Folder data', state: 'good', detail: `${dataDir} akan dibuat saat Laris mulai` }
  const mayWrite = await access(dataDir, constants.R_OK | constants.W_OK).then(() => true, () => false)
  if (!mayWrite) return { what: 'Folder data', state: 'bad', detail: `${dataDir} milik akun ${facts.uid} dan tidak bisa ditulis. Beri izin, atau pilih folder lain dengan LARIS_DATA_DIR.` }
  const isOpen = process.platform !== 'win32' && (facts.mode & 0o007) !== 0
  return isOpen ? { what: 'Folder data', state: 'warning', detail: `${dataDir} bisa dibaca akun lain. Jalankan: chmod 700 "${dataDir}"` } : { what: 'Folder data', state: 'good', detail: dataDir }
}

async function checkDisk({ dataDir }: Config): Promise<Finding> {
  const facts = await statfs(dataDir).catch(() => statfs('.'))
  const free = facts.bavail * facts.bsize
  const state = free < littleSpaceBytes ? 'warning' : 'good'
  return { what: 'Ruang', state, detail: `tersisa ${formatBytes(free)}${state === 'warning' ? '. Kosongkan ruang: cadangan dan foto bisa gagal disimpan.' : ''}` }
}

async function checkBackups({ dataDir }: Config): Promise<Finding> {
  const [newest] = await listBackups(backupFolder(dataDir))
  if (!newest) return { what: 'Cadangan', state: 'warning', detail: 'belum ada. Dibuat sendiri tiap pukul 02.00 selama Laris berjalan, atau sekarang: laris backup' }
  const isLate = Date.now() - newest.takenAt.getTime() > lateBackupMs
  const when = newest.takenAt.toLocaleString('id-ID', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Jakarta' })
  return { what: 'Cadangan', state: isLate ? 'warning' : 'good', detail: `terbaru ${when} WIB${isLate ? '. Lebih dari dua hari: jalankan laris backup' : ''}` }
}

async function checkPort({ port, host, dataDir }: Config): Promise<Finding> {
  const holder = findHolder(dataDir)
  if (holder) return { what: 'Alamat', state: 'good', detail: `Laris ${holder.version} berjalan di ${holder.address ?? '(masih disiapkan)'}` }
  const isFree = await new Promise<boolean>((resolve) => {
    const probe = createServer().once('error', () => resolve(false)).listen(port, host, () => probe.close(() => resolve(true)))
  })
  if (!isFree) return { what: 'Alamat', state: 'bad', detail: `port ${port} dipakai program lain. Tutup program itu, atau pilih port lain: PORT=3001 npm start` }
  const lan = Object.values(networkInterfaces()).flat().find((entry) => entry?.family === 'IPv4' && !entry.internal)
  return { what: 'Alamat', state: 'good', detail: `port ${port} bebas${host === '127.0.0.1' && lan ? '; dari HP di Wi-Fi yang sama: HOST=0.0.0.0 npm start' : ''}` }
}

async function checkDatabase(config: Config): Promise<Finding[]> {
  const what = 'Basis data'
  await using stack = new AsyncDisposableStack()
  try {
    const { setup, engine, secretKey } = await openGround(stack, { join: true, isCommand: true })
    const client = await connectClient({ ...setup, application_name: 'laris-doctor', connectionTimeoutMillis: 5_000 })
    stack.defer(() => client.end())
    const { rows } = await client.query<{ version: string; hasMigrations: boolean }>(`select current_setting('server_version') as version, to_regclass('public.schema_migrations') is not null as "hasMigrations"`)
    const found: Finding = { what, state: 'good', detail: `PostgreSQL ${rows[0]?.version} (${engine === 'embedded' ? 'bawaan' : 'server sendiri'})` }
    if (!rows[0]?.hasMigrations) return [found, { what: 'Versi data', state: 'good', detail: 'masih kosong' }]
    // On a server of one's own the login that sets up may not read what it has handed to the owner.
    const owner = await connectClient({ ...(config.ownerDatabaseUrl ? parseDatabaseUrl(config.ownerDatabaseUrl) : engine === 'embedded' ? setup : derivedLogins(setup, secretKey).owner), application_name: 'laris-doctor' })
    stack.defer(() => owner.end())
    return [found, await checkMigrations(owner), await checkChannels(client)]
  } catch (error) {
    return [{ what, state: 'bad', detail: error instanceof Error && error.message ? error.message : `${config.databaseUrl ? 'DATABASE_URL' : 'basis data bawaan'} tidak menjawab` }]
  }
}

async function checkMigrations(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ name: string }>('select name from schema_migrations order by name')
  const known = await listMigrations()
  const applied = new Set(rows.map((row) => row.name))
  const newer = [...applied].filter((name) => !known.includes(name))
  if (newer.length > 0) return { what: 'Versi data', state: 'bad', detail: `ditulis oleh Laris yang lebih baru (${newer.at(-1)}). Pasang versi terbaru.` }
  const waiting = known.filter((name) => !applied.has(name))
  return waiting.length === 0 ? { what: 'Versi data', state: 'good', detail: 'terbaru' } : { what: 'Versi data', state: 'good', detail: `${waiting.length} pembaruan dipasang saat Laris mulai, setelah cadangan otomatis` }
}

/** The superuser of the embedded database passes row level security; on a server of one's own this may see nothing. */
async function checkChannels(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ type: string; status: string }>('select type, status from channels where deleted_at is null union all select type, status from marketplace_accounts where deleted_at is null').catch(() => ({ rows: [] }))
  const broken = rows.filter((row) => row.status === 'disconnected')
  if (rows.length === 0) return { what: 'Kanal', state: 'good', detail: 'belum ada yang disambungkan, atau tidak terlihat dari sini' }
  if (broken.length === 0) return { what: 'Kanal', state: 'good', detail: `${rows.length} tersambung` }
  return { what: 'Kanal', state: 'warning', detail: `${broken.length} dari ${rows.length} bermasalah (${[...new Set(broken.map((row) => row.type))].join(', ')}). Buka Pengaturan › Kanal atau Toko online, lalu Sambungkan lagi.` }
}
