import type { Messages } from '../id/index.ts'
import { shell } from './shell.ts'

export const en: Messages = { shell }
