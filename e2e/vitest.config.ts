import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** The product in a real browser. Each file starts a Laris of its own; two run beside each other. */
export default defineConfig({
  root: join(import.meta.dirname, '..'),
  test: {
    name: 'e2e',
    pool: 'forks',
    maxWorkers: 2,
    include: ['e2e/**/*.e2e.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', './scripts/test-summary.ts'],
    globalSetup: ['e2e/harness/build.ts'],
  },
})
