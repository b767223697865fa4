import { expect, test } from 'vitest'
import { settingsIn } from './channel-forms.ts'

test('a key for signing mail keeps its lines, and what is empty stays as it was', () => {
  const form = new FormData()
  form.set('address', ' toko@contoh.id ')
  form.set('dkimSelector', 'laris')
  form.set('dkimPrivateKey', '-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\n')
  form.set('smtpHost', '')
  expect(settingsIn(form, 'email')).toEqual({ address: 'toko@contoh.id', draftsOnly: false, dkimSelector: 'laris', dkimPrivateKey: '-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----' })
})
