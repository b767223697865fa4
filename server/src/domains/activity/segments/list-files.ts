import { listFile } from '#domains/businesses'
import { segmentRoutes } from './routes.ts'

export const listFiles = {
  exportSegments: listFile(segmentRoutes.listSegments, {
    name: 'kelompok',
    columns: { Kelompok: (segment) => segment.name, Anggota: (segment) => segment.members, 'Dihitung sejak': (segment) => segment.figure?.asOf, 'Anggota waktu itu': (segment) => segment.figure?.members, 'Lalu membeli': (segment) => segment.figure?.bought },
  }),
  exportSegmentMembers: listFile(segmentRoutes.listSegmentMembers, {
    name: 'anggota-kelompok',
    columns: { Pelanggan: (member) => member.name, Pesanan: (member) => member.orders, Belanja: (member) => member.spend, 'Pesanan terakhir': (member) => member.lastOrderOn },
  }),
}
