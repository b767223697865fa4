export const channelTypes = {
  types: {
    webchat: {
      title: 'Chat situs',
      text: 'Tombol chat di situs Anda. Cukup satu baris kode.',
      steps: ['Beri nama, lalu Sambungkan.', 'Salin baris kode ke situs Anda, sebelum </body>.'],
    },
    telegram: {
      title: 'Telegram',
      text: 'Lewat bot Telegram. Jalan juga di laptop tanpa alamat publik.',
      steps: ['Buka @BotFather di Telegram, kirim /newbot.', 'Salin token bot ke sini.'],
    },
    whatsapp: {
      title: 'WhatsApp',
      text: 'Lewat WhatsApp Cloud API resmi. Perlu akun Meta bisnis dan alamat publik https.',
      steps: ['Di Meta for Developers, buka aplikasi WhatsApp Anda.', 'Salin ID nomor, ID akun, token tetap, dan kunci aplikasi.', 'Tempel alamat webhook di bawah ke Meta setelah tersambung.'],
    },
    instagram: {
      title: 'Instagram',
      text: 'DM dan komentar akun profesional. Perlu aplikasi Meta dan alamat publik https.',
      steps: ['Di Meta for Developers, buka aplikasi Anda, bagian Instagram.', 'Buat token untuk akun toko, salin bersama kunci aplikasi Instagram.', 'Setelah tersambung, tempel alamat webhook dan kata verifikasi ke Meta.'],
    },
    messenger: {
      title: 'Messenger',
      text: 'Pesan dan komentar halaman Facebook. Perlu aplikasi Meta dan alamat publik https.',
      steps: ['Di Meta for Developers, buka aplikasi Anda, bagian Messenger.', 'Buat token untuk halaman toko, salin bersama kunci aplikasi.', 'Setelah tersambung, tempel alamat webhook dan kata verifikasi ke Meta.'],
    },
    email: {
      title: 'E-mail',
      text: 'Kotak surat toko. Jalan juga di laptop tanpa alamat publik.',
      steps: ['Buat kata sandi aplikasi di penyedia e-mail Anda (Gmail: Akun Google, Keamanan).', 'Isi alamat dan kata sandi itu, lalu Sambungkan.', 'Server dan port boleh kosong; isi bila Laris tidak menemukannya.'],
    },
  },
  fields: {
    name: 'Nama kanal',
    greeting: 'Pesan sambutan',
    allowedOrigins: 'Alamat situs yang boleh (satu per baris)',
    address: 'Alamat e-mail',
    password: 'Kata sandi aplikasi',
    draftsOnly: 'Asisten hanya menulis draf, Anda yang mengirim',
    imapHost: 'Server masuk (IMAP)',
    imapPort: 'Port IMAP',
    smtpHost: 'Server keluar (SMTP)',
    smtpPort: 'Port SMTP',
    botToken: 'Token bot',
    phoneNumberId: 'ID nomor telepon',
    businessAccountId: 'ID akun WhatsApp Business',
    accessToken: 'Token akses tetap',
    appSecret: 'Kunci aplikasi (App secret)',
    answersComments: 'Asisten menjawab komentar, sekali, lewat pesan pribadi',
    hasHumanAgent: 'Meta sudah mengizinkan Human Agent: tim boleh membalas sampai 7 hari',
  },
}
