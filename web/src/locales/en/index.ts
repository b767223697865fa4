import type { Messages } from '../id/index.ts'
import { catalog } from './catalog.ts'
import { customers } from './customers.ts'
import { home } from './home.ts'
import { inbox } from './inbox.ts'
import { orders, settings } from './settings.ts'
import { shell } from './shell.ts'
import { start } from './start.ts'

export const en: Messages = { catalog, customers, home, inbox, orders, settings, shell, start }
