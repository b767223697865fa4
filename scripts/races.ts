import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'

/** Plays the races for the last pieces (F20): 10,000 of them, or those of one seed again. Prints its seed first. */
const { values } = parseArgs({ options: { races: { type: 'string', default: '10000' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) } } })
process.stdout.write(`seed ${values.seed}, ${values.races} races\n`)
const vitest = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--project', 'product', '--disable-console-intercept=true', 'server/stories/f20-last-item'], {
  stdio: 'inherit',
  env: { ...process.env, LARIS_RACES: values.races, LARIS_SEED: values.seed },
})
vitest.on('exit', (code) => process.exit(code ?? 1))
