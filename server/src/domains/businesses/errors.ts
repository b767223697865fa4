import { AppError } from '#platform/errors'

export const signUpClosed = () =>
  new AppError({ code: 'businesses.sign_up_closed', status: 403, message: 'Laris ini sudah punya pemilik. Minta pemilik mengundang Anda.' })

export const wrongSetupLink = () =>
  new AppError({ code: 'businesses.wrong_setup_link', status: 403, message: 'Tautan mulai ini tidak berlaku. Buka tautan yang tercetak di jendela tempat Laris dijalankan.' })

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
