import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface ControlFile {
  /** Unique for each cluster ever made. */
  systemId: string
  /** False when the server was cut off and the next start replays its log. */
  wasShutDown: boolean
}

const shutDown = 1

/** The head of `global/pg_control`, whose layout has been the same since PostgreSQL 8. Throws when it is cut short. */
export async function readControlFile(cluster: string): Promise<ControlFile> {
  const bytes = await readFile(join(cluster, 'global', 'pg_control'))
  return { systemId: bytes.readBigUInt64LE(0).toString(), wasShutDown: bytes.readUInt32LE(16) === shutDown }
}
