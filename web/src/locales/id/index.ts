import { shell } from './shell.ts'

export const id = { shell }

export type Messages = typeof id
