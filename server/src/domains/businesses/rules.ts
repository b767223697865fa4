/** What a member may be. */
export const roles = ['owner', 'manager', 'agent', 'cashier', 'viewer'] as const
export type Role = (typeof roles)[number]

/**
 * Everything that can be permitted, as `noun.verb`; `read` sees, `write` changes. `figures.read` is the shop’s own money: turnover,
 * reports, costs. What one order costs its buyer belongs to the order, because whoever serves has to say it.
 */
export const permissions = [
  'business.read',
  'business.write',
  'members.read',
  'members.write',
  'apiKeys.write',
  'audit.read',
  'backup.write',
  'health.read',
  'customers.read',
  'customers.write',
  'privacy.write',
  'catalog.read',
  'catalog.write',
  'conversations.read',
  'conversations.write',
  'channels.read',
  'channels.write',
  'orders.read',
  'orders.write',
  'orders.promise',
  'payments.confirm',
  'figures.read',
  'assistant.read',
  'assistant.write',
  'campaigns.read',
  'campaigns.write',
  'imports.write',
] as const
export type Permission = (typeof permissions)[number]

/** What an API key may be given: never people, keys, whole backups, money seen or dates promised, which ask for a person. */
export const apiKeyScopes = permissions.filter((permission) => permission !== 'members.write' && permission !== 'apiKeys.write' && permission !== 'backup.write' && permission !== 'orders.promise' && permission !== 'payments.confirm')
export type ApiKeyScope = (typeof apiKeyScopes)[number]

const reading: Permission[] = ['business.read', 'catalog.read', 'customers.read', 'conversations.read', 'channels.read', 'orders.read', 'assistant.read', 'campaigns.read']

const byRole: Record<Role, ReadonlySet<Permission>> = {
  owner: new Set(permissions),
  manager: new Set(permissions.filter((permission) => !['members.write', 'apiKeys.write', 'backup.write'].includes(permission))),
  agent: new Set([...reading, 'members.read', 'customers.write', 'conversations.write', 'orders.write']),
  cashier: new Set(['business.read', 'catalog.read', 'customers.read', 'customers.write', 'orders.read', 'orders.write']),
  viewer: new Set(reading),
}

/** Whether a role holds a permission. Unknown roles and permissions hold nothing. */
export function roleMay(role: string, permission: string): boolean {
  return Object.hasOwn(byRole, role) && byRole[role as Role].has(permission as Permission)
}
