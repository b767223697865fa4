import { catalog } from './catalog.ts'
import { customers } from './customers.ts'
import { home } from './home.ts'
import { inbox } from './inbox.ts'
import { people } from './people.ts'
import { channels, facts, orders, settings } from './settings.ts'
import { shell } from './shell.ts'
import { start } from './start.ts'
import { upkeep } from './upkeep.ts'

export const id = { catalog, customers, home, inbox, channels, facts, orders, people, settings, shell, start, upkeep }

export type Messages = typeof id
