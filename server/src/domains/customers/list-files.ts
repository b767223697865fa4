import { listFile } from '#domains/businesses'
import { dataRequestRoutes } from './data-request-routes.ts'
import { ledgerRoutes } from './ledger-routes.ts'
import { parcelRoutes } from './parcel-routes.ts'
import { routes } from './routes.ts'

const requests = { export: 'minta salinan data', correct: 'minta perbaikan', restrict: 'minta pembatasan', erase: 'minta penghapusan', object: 'keberatan' }
const cardStates = { printed: 'dicetak', agreed: 'setuju', declined: 'tidak setuju', revoked: 'dicabut' }

export const listFiles = {
  exportCustomers: listFile(routes.listCustomers, {
    name: 'pelanggan',
    columns: {
      Nama: (customer) => customer.name,
      Telepon: (customer) => customer.phone,
      Email: (customer) => customer.email,
      Label: (customer) => customer.labels.join(', '),
      Catatan: (customer) => customer.note,
      'Dikenal dari': (customer) => [...new Set(customer.identities.map((identity) => identity.channelType))].join(', '),
      Pertama: (customer) => customer.firstSeenAt,
      Terakhir: (customer) => customer.lastSeenAt,
    },
  }),
  exportConsents: listFile(ledgerRoutes.listAllConsents, {
    name: 'persetujuan',
    columns: { Waktu: (word) => word.at, Pelanggan: (word) => word.customerName, Untuk: (word) => word.purpose, Saluran: (word) => word.channelType, Setuju: (word) => (word.isGranted ? 'ya' : 'tidak'), Lewat: (word) => word.source, 'Naskah ke': (word) => word.textVersion },
  }),
  exportRatings: listFile(ledgerRoutes.listRatings, {
    name: 'ulasan',
    columns: { Dijawab: (rating) => rating.answeredAt, Pelanggan: (rating) => rating.customerName, Tentang: (rating) => (rating.subjectType === 'order' ? 'pesanan' : 'percakapan'), Saluran: (rating) => rating.channelType, Nilai: (rating) => rating.score, Alasan: (rating) => rating.reasons.join(', '), Kata: (rating) => rating.comment },
  }),
  exportDataRequests: listFile(dataRequestRoutes.listDataRequests, {
    name: 'permintaan-data',
    columns: {
      Diterima: (request) => request.receivedAt,
      'Paling lambat': (request) => request.dueAt,
      Pelanggan: (request) => request.customerName,
      Permintaan: (request) => requests[request.kind],
      Lewat: (request) => request.source,
      Catatan: (request) => request.note,
      Hasil: (request) => request.outcome,
      Selesai: (request) => request.closedAt,
    },
  }),
  exportParcelCards: listFile(parcelRoutes.listParcelCards, {
    name: 'kartu-paket',
    columns: { Dibuat: (card) => card.createdAt, Pesanan: (card) => card.reference, Keadaan: (card) => cardStates[card.status], Dijawab: (card) => card.decidedAt },
  }),
}
