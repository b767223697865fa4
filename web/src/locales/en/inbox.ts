import type { inbox as source } from '../id/inbox.ts'

export const inbox: typeof source = {
  namelessCustomer: 'No name',
  unread: 'unread',
  needsPerson: 'Needs you',
}
