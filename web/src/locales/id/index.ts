import { assistant } from './assistant.ts'
import { home } from './home.ts'
import { inbox } from './inbox.ts'
import { shell } from './shell.ts'
import { start } from './start.ts'

export const id = { assistant, home, inbox, shell, start }

export type Messages = typeof id
