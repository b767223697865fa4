import type { DomainModule } from '#platform/module'
import { dropAbandonedEveryNight } from './abandoned.ts'
import { runImport, runUndo } from './imports.ts'
import { listFiles } from './list-files.ts'
import { routes } from './routes.ts'

export const imports = {
  name: 'imports',
  routes: { ...routes, ...listFiles },
  jobs: [
    { name: 'run-import', handle: runImport },
    { name: 'undo-import', handle: runUndo },
  ],
  schedules: [dropAbandonedEveryNight],
} satisfies DomainModule
