import { assistant } from './assistant.ts'
import { catalog, importing } from './catalog.ts'
import { home } from './home.ts'
import { inbox } from './inbox.ts'
import { shell } from './shell.ts'
import { start } from './start.ts'

export const id = { assistant, catalog, importing, home, inbox, shell, start }

export type Messages = typeof id
