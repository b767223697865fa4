import { catalog } from './catalog.ts'
import { customers } from './customers.ts'
import { home } from './home.ts'
import { inbox } from './inbox.ts'
import { orders, settings } from './settings.ts'
import { shell } from './shell.ts'
import { start } from './start.ts'

export const id = { catalog, customers, home, inbox, orders, settings, shell, start }

export type Messages = typeof id
