/** What the person who runs this Laris may know and do about the machine it runs on. Absent where there is no data directory. */
export interface Maintenance {
  engine: 'embedded' | 'server'
  /** State of the embedded database's process; `running` on a server of one's own. */
  database(): DatabaseState
  /** Writes a whole backup, reads it back to check it, and lets old ones go. One at a time: a second call joins the first. */
  backUp(reason: 'automatic' | 'manual'): Promise<StoredBackupFile>
  /** Ends a backup that is under way; nothing of it stays. `false` when none is. */
  cancelBackup(): boolean
  /** Proves that the newest backup can be restored, in a scratch database. Returns when that backup was taken. */
  rehearse(): Promise<Date | undefined>
  backupState(): Promise<BackupState>
  /** A whole backup by its name; only names of the list are files. */
  findBackup(name: string): Promise<StoredBackupFile | undefined>
  /** Writes everything of one business into a temporary file, which `remove` takes away. */
  exportBusiness(businessId: string): Promise<{ path: string; bytes: number; remove(): Promise<void> }>
  disk(): Promise<{ freeBytes: number; totalBytes: number }>
  /** Remembers, outside the database and its backups, who was erased. */
  keepErasures(erased: { businessId: string; salt: string; subjectHash: string; at: string }[]): Promise<void>
}

export interface DatabaseState {
  status: 'running' | 'restarting' | 'failed' | 'stopped'
  /** In words, when it does not run. */
  reason: string | undefined
  /** The last start recovered less than was once safely on disk (F13). */
  lostData: boolean
  /** Its own last lines, without customers' data. */
  recentLog: string[]
}

export interface StoredBackupFile {
  name: string
  takenAt: Date
  reason: 'automatic' | 'before-migration' | 'before-restore' | 'manual'
  bytes: number
  path: string
}

export interface BackupState {
  /** Newest first. */
  items: StoredBackupFile[]
  running: { startedAt: Date; bytesWritten: number } | undefined
  /** Why the last one failed, in words. */
  lastError: string | undefined
}
