import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['server/{src,stories,migrations}/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/*.test.ts', 'web/src/**/*.test.{ts,tsx}'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
