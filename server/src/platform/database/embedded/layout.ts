import { join } from 'node:path'
import type { Account } from './account.ts'

/** Where the embedded database keeps its things inside the data directory. */
export interface Layout {
  /** Holds all below but the password and the record. */
  root: string
  /** PostgreSQL's own data directory, 0700, owned by the database's account. Its socket lies inside. */
  cluster: string
  /** A cluster in the making; renamed when complete, so a crash never leaves half of one. */
  unfinished: string
  log: string
  password: string
  /** Written once a cluster exists: a missing or exchanged cluster is then noticed, never replaced by an empty one. */
  record: string
  /** The last write-ahead log position that Laris saw on disk. */
  position: string
}

export function layoutOf(dataDir: string): Layout {
  const root = join(dataDir, 'postgres')
  return {
    root,
    cluster: join(root, 'data'),
    unfinished: join(root, 'data.new'),
    log: join(root, 'server.log'),
    position: join(root, 'position'),
    password: join(dataDir, 'keys', 'postgres-password'),
    record: join(dataDir, 'postgres.json'),
  }
}

/**
 * How the server is told of its folder. Another account often may not pass the folders above (a private home, 0700
 * data directory), but a process may always use its working directory, and `/proc/self/cwd` is an absolute name for it.
 */
export function pathForServer(folder: string, account: Account): string {
  return process.platform === 'linux' && account.uid !== undefined ? '/proc/self/cwd' : folder
}
