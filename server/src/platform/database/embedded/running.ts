import type { ConnectionTarget } from '../connect.ts'
import { readPassword, superuser } from './cluster.ts'
import { liveDatabase } from './index.ts'
import { layoutOf } from './layout.ts'
import { addressIn } from './leftovers.ts'
import { readPostmasterFile } from './postmaster-file.ts'

/** The embedded server that another Laris runs on this data directory now, for commands that join it (F11). */
export async function findRunningServer(dataDir: string): Promise<ConnectionTarget | undefined> {
  const layout = layoutOf(dataDir)
  const [file, password] = await Promise.all([readPostmasterFile(layout.cluster), readPassword(layout)])
  return file && password ? { ...addressIn(file, layout.cluster), user: superuser, password, database: liveDatabase } : undefined
}
