import { listFile } from '#domains/businesses'
import { inboxRoutes } from './inbox.ts'
import { phraseRoutes } from './phrases.ts'

const states = { open: 'terbuka', waiting: 'menunggu', closed: 'selesai' }
const authors = { customer: 'pelanggan', assistant: 'asisten', member: 'toko', system: 'sistem' }
const deliveries = { planned: 'menunggu', attempting: 'sedang dikirim', uncertain: 'belum pasti', failed: 'gagal', cancelled: 'tidak jadi', sent: 'terkirim', delivered: 'sampai', read: 'dibaca' }

export const listFiles = {
  exportConversations: listFile(inboxRoutes.listConversations, {
    name: 'percakapan',
    columns: {
      Terakhir: (conversation) => conversation.lastMessageAt,
      Pelanggan: (conversation) => conversation.customer.name,
      Telepon: (conversation) => conversation.customer.phone,
      Saluran: (conversation) => conversation.channel.name,
      Keadaan: (conversation) => states[conversation.status],
      'Dijawab oleh': (conversation) => (conversation.handler === 'assistant' ? 'asisten' : 'orang'),
      Label: (conversation) => conversation.labels.join(', '),
      'Belum dibaca': (conversation) => conversation.unreadCount,
      'Pesan terakhir': (conversation) => conversation.lastMessagePreview,
    },
  }),
  exportMessages: listFile(inboxRoutes.listMessages, {
    name: 'pesan',
    columns: {
      Waktu: (message) => message.sentAt,
      Dari: (message) => authors[message.author.kind],
      Jenis: (message) => message.kind,
      Pesan: (message) => message.text,
      Lampiran: (message) => message.attachments.map((attachment) => attachment.name).join(', '),
      Keadaan: (message) => message.delivery && deliveries[message.delivery],
    },
  }),
  exportCannedReplies: listFile(phraseRoutes.listCannedReplies, { name: 'balasan-siap', columns: { Singkatan: (reply) => reply.shortcut, Balasan: (reply) => reply.text, Diubah: (reply) => reply.updatedAt } }),
}
