import { listFile } from './list-file.ts'
import { teamRoutes } from './team-routes.ts'

export const listFiles = {
  exportMembers: listFile(teamRoutes.listMembers, {
    name: 'tim',
    columns: { Nama: (member) => member.name, 'Nama masuk': (member) => member.username, Peran: (member) => member.role, 'Masuk dua langkah': (member) => member.twoFactorEnabled, Bergabung: (member) => member.joinedAt },
  }),
  exportAuditEntries: listFile(teamRoutes.listAuditEntries, {
    name: 'catatan-perubahan',
    columns: {
      Waktu: (entry) => entry.at,
      Oleh: (entry) => entry.actorName ?? entry.actorKind,
      Tindakan: (entry) => entry.action,
      Tentang: (entry) => entry.subjectType,
      'Nomor catatan': (entry) => entry.subjectId,
      Sebelum: (entry) => written(entry.before),
      Sesudah: (entry) => written(entry.after),
    },
  }),
}

function written(value: unknown): string {
  return value === null || value === undefined ? '' : JSON.stringify(value)
}
