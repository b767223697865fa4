export const inbox = {
  namelessCustomer: 'Tanpa nama',
  unread: 'belum dibaca',
  needsPerson: 'Perlu Anda',
}
