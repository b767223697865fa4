import { access, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { resetPassword } from '#domains/businesses'
import { loadDemo } from './demo.ts'
import { readDecisions, replayDecisions, type Decisions } from './erasure-replay.ts'
import { openGround, openInstallation, openOn, setPendingWorkAside, type Ground } from './installation.ts'
import { reseal } from './key-rotation.ts'
import { systemClock } from './platform/clock.ts'
import { readConfig } from './platform/config.ts'
import { takeBackup } from './platform/database/backup/desk.ts'
import { formatBytes } from './platform/database/backup/errors.ts'
import { diskFiles } from './platform/database/backup/files.ts'
import { larisSchema } from './platform/database/backup/laris-schema.ts'
import { restoreBusiness } from './platform/database/backup/restore-business.ts'
import { inspectBackup, restoreBackup } from './platform/database/backup/restore.ts'
import { createDatabase, createPool, withClient } from './platform/database/connect.ts'
import { distribute } from './platform/database/migrate.ts'
import { openDatabase } from './platform/database/open.ts'
import { AppError, invalidInput } from './platform/errors.ts'
import { createDiskStore } from './platform/files/disk-store.ts'
import { version } from './platform/http/server.ts'
import { isId } from './platform/ids.ts'
import { keyFiles, readKeptKeys, replaceKey } from './platform/key-files.ts'
import { openRestoreGround } from './restore-ground.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Writes a whole backup, beside a running Laris or without one. */
export async function backup(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { out: { type: 'string' }, 'passphrase-file': { type: 'string' } } })
  await using stack = new AsyncDisposableStack()
  const passphrase = await readPassphrase(values['passphrase-file'])
  const ground = await openGround(stack, { join: true, isCommand: true })
  const { logins } = await openOn(stack, ground)
  const path = values.out === undefined ? undefined : resolve(values.out)
  const stored = await takeBackup({ ...backupParts(ground), owner: logins.owner, reason: 'manual', path, passphrase })
  say(`Cadangan selesai dan sudah diperiksa: ${stored.path} (${formatBytes(stored.bytes)}).`)
  if (passphrase === undefined) say(`Kunci Laris (${keyFiles(ground.config.dataDir).current}) tidak ada di dalamnya. Simpan terpisah, atau pakai --passphrase-file.`)
  return 0
}

/** Replaces all data by a backup. The present data stays twice: as a backup file and as a database of its own. */
export async function restore(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { 'passphrase-file': { type: 'string' }, 'accept-lost-key': { type: 'boolean', default: false }, business: { type: 'string' } } })
  const [file] = positionals
  if (file === undefined) throw invalidInput('Sebutkan berkasnya: laris restore data/backups/laris-….tar')
  const path = resolve(file)
  await access(path).catch((cause: unknown) => {
    throw new AppError({ code: 'cli.no_file', status: 404, message: `Berkas ${path} tidak bisa dibaca. Data Anda yang sekarang tidak disentuh.`, cause })
  })
  await using stack = new AsyncDisposableStack()
  const passphrase = await readPassphrase(values['passphrase-file'])
  if (values.business !== undefined) return await restoreOne(stack, { path, passphrase, businessId: values.business, acceptLostKey: values['accept-lost-key'] })
  const schema = await larisSchema()
  const { dataDir } = readConfig(process.env)
  const reading = { path, ...(passphrase === undefined ? {} : { passphrase }), keptKeys: await readKeptKeys(dataDir), acceptLostKey: values['accept-lost-key'] }
  const ground = await openRestoreGround(stack, { say, check: (key) => inspectBackup({ ...reading, schema, secretKey: key }) })
  const { config, secretKey, setup, log } = ground
  // Before anything is written, not even the safety copy.
  const { manifest, secretKey: itsKey } = await inspectBackup({ ...reading, schema, secretKey })
  say(`Cadangan dari ${manifest.snapshotAt}, Laris ${manifest.larisVersion}: ${manifest.tables.reduce((sum, table) => sum + table.rowCount, 0)} baris, ${manifest.files.count} berkas.`)
  const present = await openDatabase({ config, setup, secretKey, log })
  let decisions
  try {
    const safety = await takeBackup({ ...backupParts(ground), owner: present.logins.owner, reason: 'before-restore' })
    say(`Data yang sekarang disimpan dulu: ${safety.path}`)
    decisions = await withClient(present.logins.owner, (owner) => readDecisions(config.dataDir, owner, manifest.snapshotAt))
  } finally {
    await present[Symbol.asyncDispose]()
  }
  // A Laris that moves here brings its key, so that links it gave out stay good; a key that was changed does not come back.
  const comesWithKey = manifest.key.included && config.secretKey === undefined && itsKey !== undefined && ![secretKey, ...reading.keptKeys].includes(itsKey)
  const beforeServing = decideAgain(config.dataDir, decisions, comesWithKey ? undefined : { from: itsKey, to: secretKey })
  const report = await restoreBackup({ ...reading, secretKey, setup, schema, files: diskFiles(config.dataDir), beforeServing })
  if (comesWithKey) await replaceKey(config.dataDir, secretKey, itsKey)
  say(`Pulih. ${heldBack} Pekerjaan lain menunggu di halaman Kesehatan: pilih Coba lagi atau buang.`)
  say(`Basis data sebelumnya masih ada dengan nama ${report.previousDatabase}.`)
  return 0
}

/** One business back to what a backup holds, beside a running Laris that serves the others. Its present rows are kept in a file first. */
async function restoreOne(stack: AsyncDisposableStack, given: { path: string; passphrase: string | undefined; businessId: string; acceptLostKey: boolean }): Promise<number> {
  const { path, passphrase, businessId, acceptLostKey } = given
  if (!isId(businessId)) throw invalidInput('Tulis id usahanya seperti di alamat Laris: huruf kecil, angka, dan tanda hubung')
  const ground = await openGround(stack, { join: true, isCommand: true })
  const { owner } = (await openOn(stack, ground)).logins
  const reading = { path, ...(passphrase === undefined ? {} : { passphrase }), secretKey: ground.secretKey, keptKeys: await readKeptKeys(ground.config.dataDir), acceptLostKey }
  const schema = await larisSchema()
  const { manifest, secretKey: itsKey } = await inspectBackup({ ...reading, schema })
  const { dataDir } = ground.config
  const { name, decisions } = await withClient(owner, async (client) => {
    const { rows } = await client.query<{ name: string }>('select name from businesses where id = $1', [businessId])
    return { name: rows[0]?.name, decisions: await readDecisions(dataDir, client, manifest.snapshotAt) }
  })
  if (name === undefined) throw new AppError({ code: 'cli.no_business', status: 404, message: `Tidak ada usaha dengan id ${businessId} di Laris ini. Data Anda yang sekarang tidak disentuh.` })
  const safety = await takeBackup({ ...backupParts(ground), owner, reason: 'before-restore' })
  say(`Data yang sekarang disimpan dulu: ${safety.path}`)
  const ours = { erased: decisions.erased.filter((one) => one.businessId === businessId), withdrawals: decisions.withdrawals.filter((one) => one.businessId === businessId) }
  await restoreBusiness({ ...reading, setup: ground.setup, schema, businessId, owner, files: diskFiles(dataDir), beforeServing: decideAgain(dataDir, ours, { from: itsKey, to: ground.secretKey }) })
  say(`${name} kembali seperti ${manifest.snapshotAt}. Usaha lain tidak disentuh. ${heldBack}`)
  return 0
}

const heldBack = 'Pesan yang belum terkirim ditandai "belum pasti" di chatnya: Kirim ulang bila perlu.'

/** What holds for restored rows before anyone is served from them. */
function decideAgain(dataDir: string, decisions: Decisions, keys?: { from: string | undefined; to: string }): (owner: pg.Client) => Promise<void> {
  return async (owner) => {
    if (keys?.from !== undefined && keys.from !== keys.to) await reseal(owner, { from: keys.from, to: keys.to })
    await setPendingWorkAside(owner)
    const { erased, withdrawn } = await replayDecisions(owner, decisions, createDiskStore(dataDir))
    if (erased + withdrawn > 0) say(`Keputusan pelanggan sejak cadangan ini diterapkan lagi: ${erased} dihapus, ${withdrawn} berhenti promosi.`)
  }
}

export async function migrate(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { distribute: { type: 'boolean', default: false } } })
  await using stack = new AsyncDisposableStack()
  const ground = await openGround(stack, { join: true, isCommand: true })
  const { migrated, logins } = await openOn(stack, ground)
  say(migrated.length === 0 ? 'Basis data sudah di versi terbaru.' : `Diperbarui: ${migrated.join(', ')}.`)
  if (!values.distribute) return 0
  const owner = createDatabase(createPool({ ...ground.setup, database: logins.owner.database }, { max: 1, statementTimeoutMs: 600_000, applicationName: 'laris-distribute' }))
  try {
    const { distributed, reference } = await distribute(owner)
    say(`Disebar: ${distributed.length} tabel; disalin ke tiap simpul: ${reference.length} tabel.`)
  } finally {
    await owner.destroy()
  }
  return 0
}

export async function demo(): Promise<number> {
  await using stack = new AsyncDisposableStack()
  const ground = await openGround(stack, { join: true, isCommand: true })
  const { installation } = await openInstallation(stack, ground, await openOn(stack, ground))
  await loadDemo(installation)
  say('Usaha contoh sudah dimuat. Muat ulang halaman Laris untuk melihatnya.')
  return 0
}

/** For people who forgot theirs; whoever can run this holds the data anyway. */
export async function password(args: string[]): Promise<number> {
  const name = args.join(' ').trim()
  if (name === '') throw invalidInput('Sebutkan nama masuknya: laris password "Bu Sri"')
  await using stack = new AsyncDisposableStack()
  const ground = await openGround(stack, { join: true, isCommand: true })
  const { installation } = await openInstallation(stack, ground, await openOn(stack, ground))
  const fresh = await resetPassword(installation, name)
  if (fresh === undefined) throw new AppError({ code: 'cli.no_account', status: 404, message: `Tidak ada yang masuk dengan nama "${name}". Belum ada yang diubah.` })
  say(`Kata sandi baru untuk ${name}: ${fresh}\nSemua perangkatnya sudah dikeluarkan. Ganti kata sandi ini setelah masuk.`)
  return 0
}

function backupParts({ config, log, secretKey, engine }: Ground) {
  return { dataDir: config.dataDir, files: diskFiles(config.dataDir), embedded: engine === 'embedded' ? engine : undefined, secretKey, larisVersion: version, clock: systemClock, log }
}

async function readPassphrase(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError({ code: 'cli.no_file', status: 404, message: `Berkas kata sandi ${file} tidak bisa dibaca. Belum ada yang diubah.`, cause })
  })
  const passphrase = text.replace(/\r?\n$/, '')
  if (passphrase.length < 8) throw invalidInput('Kata sandi cadangan minimal 8 huruf. Belum ada yang diubah.')
  return passphrase
}
