import type { Fault } from './fault.ts'
import { killInBurst } from './f01-kill-in-burst.ts'
import { crashWhileSending } from './f08-crash-while-sending.ts'
import { damagedFiles } from './f13-damaged-files.ts'
import { databaseDies, serverRestarts } from './f14-database-restarts.ts'
import { diskFull } from './f16-disk-full.ts'
import { backupWhileWriting } from './f41-backup-while-writing.ts'

export const faults: readonly Fault[] = [killInBurst, crashWhileSending, damagedFiles, databaseDies, serverRestarts, diskFull, backupWhileWriting]
