import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** Everything that `npm run e2e` does, with every payload, both languages and text at twice its size. */
const vitest = join(import.meta.dirname, '../node_modules/vitest/vitest.mjs')
const { status } = spawnSync(process.execPath, [vitest, 'run', '--config', join(import.meta.dirname, 'vitest.config.ts')], { stdio: 'inherit', env: { ...process.env, E2E_ALL: '1' } })
process.exitCode = status ?? 1
