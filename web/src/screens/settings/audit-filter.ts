/** Kinds of things that the log can be narrowed to. */
export const auditKinds = ['member', 'invitation', 'api-key', 'business', 'settings', 'product', 'order', 'import', 'customer', 'conversation', 'message', 'label', 'canned-reply', 'lesson', 'channel', 'backup', 'dead-letter', 'stock', 'payment', 'refund', 'campaign', 'segment', 'data-request', 'marketplace'] as const
export type AuditKind = (typeof auditKinds)[number]

/** The chosen kind lives in the address. */
export function readAuditFilter(search: Record<string, unknown>): { jenis?: AuditKind } {
  const kind = auditKinds.find((one) => one === search['jenis'])
  return kind ? { jenis: kind } : {}
}
