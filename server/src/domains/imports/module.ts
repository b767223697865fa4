import type { DomainModule } from '#platform/module'
import { runImport } from './imports.ts'
import { routes } from './routes.ts'

export const imports = { name: 'imports', routes, jobs: [{ name: 'run-import', handle: runImport }] } satisfies DomainModule
