import type { Fault } from './fault.ts'
import { killInBurst } from './f01-kill-in-burst.ts'
import { crashWhileSending } from './f08-crash-while-sending.ts'
import { killInCampaign } from './f09-kill-in-campaign.ts'
import { damagedFiles } from './f13-damaged-files.ts'
import { databaseDies, serverRestarts } from './f14-database-restarts.ts'
import { diskFull } from './f16-disk-full.ts'
import { backupWhileWriting } from './f41-backup-while-writing.ts'
import { stopInCampaign } from './f45-stop-in-campaign.ts'
import { stopUnderLoad } from './f49-stop-under-load.ts'

export const faults: readonly Fault[] = [killInBurst, crashWhileSending, killInCampaign, damagedFiles, databaseDies, serverRestarts, diskFull, backupWhileWriting, stopInCampaign, stopUnderLoad]
