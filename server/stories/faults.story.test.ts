import { expect, test } from 'vitest'
import { seededRandom } from '#models/randomness/seeded-random'
import type { Fault } from '../../scripts/faults/fault.ts'
import { killInBurst } from '../../scripts/faults/f01-kill-in-burst.ts'
import { diskFull } from '../../scripts/faults/f16-disk-full.ts'
import { databaseDies } from '../../scripts/faults/f14-database-restarts.ts'
import { stopUnderLoad } from '../../scripts/faults/f49-stop-under-load.ts'

/** Small runs with one seed, on the whole product as people start it; the long ones are `npm run faults`. */
const everyday: Fault[] = [killInBurst, databaseDies, diskFull, stopUnderLoad]

for (const fault of everyday) {
  test(`${fault.id}: ${fault.title}, small and with one seed`, async (context) => {
    const notes: string[] = []
    const ended = await fault.run({ random: seededRandom(1), isSmall: true, isFull: false, note: (text) => notes.push(text) })
    // Printed with its reason as skipped, never as passed.
    if (ended) context.skip(ended.skipped)
    expect(notes.length).toBeGreaterThan(0)
  }, 300_000)
}
