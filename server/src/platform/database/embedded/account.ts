import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { AppError } from '../../errors.ts'

/** The account that the database server runs under. Without `uid` it is Laris' own. */
export interface Account {
  name: string
  uid?: number
  gid?: number
}

const unprivileged = ['postgres', '_postgres', 'nobody']

/**
 * PostgreSQL refuses to run as root. When Laris is root, an existing folder keeps its owner and a new one goes to an
 * unprivileged account; otherwise the folder must be our own.
 */
export function chooseAccount(clusterFolder: string): Account {
  const self = process.getuid?.()
  const owner = statSync(clusterFolder, { throwIfNoEntry: false })
  if (self === undefined) return { name: ownName() }
  if (self !== 0) {
    if (owner && owner.uid !== self) throw wrongOwner(clusterFolder, nameOf(owner.uid), ownName())
    return { name: ownName() }
  }
  if (!owner) return firstUnprivileged()
  if (owner.uid === 0) throw wrongOwner(clusterFolder, 'root', firstUnprivileged().name)
  return { name: nameOf(owner.uid), uid: owner.uid, gid: owner.gid }
}

/** What `spawn` needs to run a program under the account. */
export function runAs(account: Account): { uid?: number; gid?: number } {
  return account.uid === undefined ? {} : { uid: account.uid, gid: account.gid }
}

function firstUnprivileged(): Account {
  for (const name of unprivileged) {
    const uid = idOf(name, '-u')
    const gid = idOf(name, '-g')
    if (uid !== undefined && gid !== undefined && uid !== 0) return { name, uid, gid }
  }
  throw new AppError({
    code: 'database.no_account',
    status: 500,
    message:
      'Laris dijalankan sebagai root, sedangkan basis data tidak boleh berjalan sebagai root, dan akun "postgres" maupun "nobody" tidak ada. ' +
      'Belum ada yang diubah. Buat akunnya dengan "useradd --system --no-create-home postgres", lalu mulai Laris lagi.',
  })
}

function wrongOwner(folder: string, owner: string, wanted: string): AppError {
  return new AppError({
    code: 'database.wrong_owner',
    status: 500,
    message:
      `Folder basis data ${folder} milik akun "${owner}", jadi Laris tidak bisa memakainya sebagai "${wanted}". Data Anda aman dan tidak disentuh. ` +
      `Jalankan Laris dengan akun yang sama seperti sebelumnya, atau pindahkan kepemilikannya: chown -R ${wanted} "${folder}"`,
    values: { folder, owner },
  })
}

function ownName(): string {
  try {
    return userInfo().username
  } catch {
    // A container may run under a number that has no name.
    return String(process.getuid?.() ?? '')
  }
}

function nameOf(uid: number): string {
  const { status, stdout } = spawnSync('id', ['-un', String(uid)], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : String(uid)
}

function idOf(name: string, flag: '-u' | '-g'): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' })
  // Some systems print the 32-bit id of "nobody" unsigned; spawn wants it signed.
  return status === 0 && /^-?\d+\s*$/.test(stdout) ? Number(stdout) | 0 : undefined
}
