import { AppError, conflict } from '#platform/errors'

export const signUpClosed = () =>
  new AppError({ code: 'businesses.sign_up_closed', status: 403, message: 'Laris ini sudah punya pemilik. Minta pemilik mengundang Anda.' })

export const wrongSetupLink = () =>
  new AppError({ code: 'businesses.wrong_setup_link', status: 403, message: 'Tautan mulai ini tidak berlaku. Buka tautan yang tercetak di jendela tempat Laris dijalankan.' })

export const operatorOnly = () =>
  new AppError({ code: 'businesses.operator_only', status: 403, message: 'Hanya orang yang memasang Laris ini yang boleh melakukannya. Belum ada yang diubah.' })

/** One answer for a wrong name, a wrong password and a locked account, so that nothing can be learnt from it (S15). */
export const wrongCredentials = () =>
  new AppError({ code: 'businesses.wrong_credentials', status: 401, message: 'Nama atau kata sandi belum cocok. Coba lagi.' })

export const weakPassword = () =>
  new AppError({
    code: 'businesses.weak_password',
    status: 400,
    message: 'Kata sandi minimal 8 huruf.',
    fields: [{ pointer: '/password', message: 'Minimal 8 huruf' }],
  })

export const nameTaken = () =>
  new AppError({
    code: 'businesses.name_taken',
    status: 409,
    message: 'Nama masuk ini sudah dipakai orang lain di Laris ini. Pilih nama lain, mis. tambah nama belakang.',
    fields: [{ pointer: '/username', message: 'Sudah dipakai' }],
  })

export const unusableName = () =>
  new AppError({
    code: 'businesses.unusable_name',
    status: 400,
    message: 'Nama masuk hanya boleh berisi huruf, angka, titik, dan garis.',
    fields: [{ pointer: '/username', message: 'Huruf, angka, titik, atau garis' }],
  })

/** 403, not 401: the session is fine, only this change is refused. */
export const wrongCurrentPassword = () =>
  new AppError({
    code: 'businesses.wrong_current_password',
    status: 403,
    message: 'Kata sandi Anda sekarang belum cocok. Belum ada yang diubah.',
    fields: [{ pointer: '/password', message: 'Belum cocok' }],
  })

export const tooManyAttempts = (retryAfterSeconds: number) =>
  new AppError({ code: 'businesses.too_many_attempts', status: 429, message: 'Terlalu banyak percobaan masuk dengan nama ini. Tunggu 15 menit, lalu coba lagi.', retryAfterSeconds })

export const wrongCode = () =>
  new AppError({
    code: 'businesses.wrong_code',
    status: 401,
    message: 'Kode belum cocok. Lihat kode terbaru di aplikasi, lalu coba lagi.',
    fields: [{ pointer: '/code', message: 'Belum cocok' }],
  })

export const codeExpired = () =>
  new AppError({ code: 'businesses.code_expired', status: 401, message: 'Waktu atau jatah mencoba kode sudah habis. Masuk lagi dari awal dengan nama dan kata sandi.' })

export const twoFactorAlreadyOn = () => conflict('businesses.two_factor_on', 'Kode dua langkah sudah hidup di akun ini. Matikan dulu untuk memasang yang baru.')

export const lastOwner = () => conflict('businesses.last_owner', 'Usaha harus punya minimal satu pemilik. Jadikan orang lain pemilik dulu.')

export const memberMayNot = () => conflict('businesses.member_may_not', 'Peran orang ini tidak mengizinkannya. Belum ada yang diubah; pilih orang lain.')

export const invitationGone = () =>
  new AppError({ code: 'businesses.invitation_gone', status: 404, message: 'Undangan ini tidak berlaku: sudah dipakai, dicabut, atau lewat waktunya. Minta tautan baru ke pemilik usaha.' })

export const alreadyMember = () => conflict('businesses.already_member', 'Akun Anda sudah ada di usaha ini. Undangannya tetap bisa dipakai orang lain.')

export const signInFirst = () => new AppError({ code: 'sign_in_first', status: 401, message: 'Silakan masuk dulu.' })

export const databaseAway = (cause: unknown) =>
  new AppError({ code: 'database.unavailable', status: 503, message: 'Basis data sedang disambungkan lagi. Data Anda aman. Coba lagi sebentar.', retryable: true, retryAfterSeconds: 2, cause })
