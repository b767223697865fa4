import type { DomainModule } from '#platform/module'
import { runImport, runUndo } from './imports.ts'
import { routes } from './routes.ts'

export const imports = {
  name: 'imports',
  routes,
  jobs: [
    { name: 'run-import', handle: runImport },
    { name: 'undo-import', handle: runUndo },
  ],
} satisfies DomainModule
