/**
 * `npm run faults [-- --seed N] [--only F01,F08] [--small | --full]`: the long fault tests of reliability §5. Prints the seed first,
 * and again with a failure; the same seed makes the same choices. What this machine cannot do is printed as skipped.
 */
import { parseArgs } from 'node:util'
import { seededRandom } from '../../server/src/models/randomness/seeded-random.ts'
import { faults } from './list.ts'

const { values } = parseArgs({ options: { seed: { type: 'string' }, only: { type: 'string' }, small: { type: 'boolean', default: false }, full: { type: 'boolean', default: false } } })
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
const only = values.only?.toUpperCase().split(',')
const chosen = faults.filter((fault) => !only || only.includes(fault.id))
if (!Number.isSafeInteger(seed) || chosen.length === 0) {
  process.stderr.write(`usage: npm run faults -- [--seed N] [--only ${faults.map((fault) => fault.id).join(',')}] [--small | --full]\n`)
  process.exit(2)
}

process.stdout.write(`Seed ${seed}\n`)
const counts = { passed: 0, failed: 0, skipped: 0 }
for (const fault of chosen) {
  const startedAt = performance.now()
  const took = () => `${((performance.now() - startedAt) / 1_000).toFixed(0)} s`
  const say = (word: string, text: string) => process.stdout.write(`${word} ${fault.id} ${fault.title}${text ? `: ${text}` : ''} (${took()})\n`)
  try {
    const ended = await fault.run({ random: seededRandom(seed + Number.parseInt(fault.id.slice(1), 10)), isSmall: values.small, isFull: values.full, note: (text) => process.stdout.write(`       ${fault.id} ${text}\n`) })
    if (ended) counts.skipped++
    else counts.passed++
    say(ended ? 'skip  ' : 'ok    ', ended?.skipped ?? '')
  } catch (error) {
    counts.failed++
    say('FAILED', error instanceof Error ? error.message : String(error))
    process.stdout.write(`       again with: npm run faults -- --seed ${seed} --only ${fault.id}${values.small ? ' --small' : values.full ? ' --full' : ''}\n`)
  }
}
process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}; seed ${seed}\n`)
// A failed run may leave senders behind that still wait.
process.exit(counts.failed === 0 ? 0 : 1)
