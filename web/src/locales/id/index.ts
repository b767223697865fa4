import { assistant } from './assistant.ts'
import { catalog } from './catalog.ts'
import { customers } from './customers.ts'
import { home } from './home.ts'
import { importing } from './importing.ts'
import { inbox } from './inbox.ts'
import { people } from './people.ts'
import { relations } from './relations.ts'
import { channels, facts, orders, settings } from './settings.ts'
import { shell } from './shell.ts'
import { start } from './start.ts'
import { upkeep } from './upkeep.ts'

export const id = { assistant, catalog, importing, customers, home, inbox, channels, facts, orders, people, relations, settings, shell, start, upkeep }

export type Messages = typeof id
