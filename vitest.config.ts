import { defineConfig } from 'vitest/config'

const shared = { pool: 'forks', testTimeout: 30_000, hookTimeout: 60_000 } as const

export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: ['default', './scripts/test-summary.ts'],
    projects: [
      // Pure functions: no database.
      { test: { ...shared, name: 'models', include: ['server/src/{models,evaluate}/**/*.test.ts', 'server/src/domains/assistant/brain/**/*.test.ts', 'server/src/platform/database/embedded/**/*.test.ts', 'server/src/platform/*.test.ts', 'scripts/**/*.test.ts', 'bench/*.test.ts', 'web/src/**/*.test.{ts,tsx}'] } },
      // Use cases, routes and stories on a real PostgreSQL.
      {
        test: {
          ...shared,
          name: 'product',
          include: ['server/{src,stories,migrations}/**/*.test.ts'],
          exclude: ['server/src/{models,evaluate}/**', 'server/src/domains/assistant/brain/**', 'server/src/platform/database/embedded/**', 'server/src/platform/*.test.ts'],
          globalSetup: ['server/src/platform/database/test-server.ts'],
        },
      },
    ],
  },
})
