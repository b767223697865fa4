import { channelTypes as indonesian } from '../../locales/id/channel-types.ts'
import { wordsOf } from '../../locales/locale.ts'

/** Words that one screen needs: they come with it, not with the first load. */
export const channelWords = wordsOf(indonesian, async () => (await import('../../locales/en/channel-types.ts')).channelTypes)

export type ChannelTypeName = keyof typeof indonesian.types
export type FieldName = keyof typeof indonesian.fields

export interface ChannelField {
  name: FieldName
  /** A text unless said. What is secret is never shown again. */
  kind?: 'secret' | 'secretLines' | 'list' | 'check' | 'number'
  isRequired?: boolean
  /** Ticked unless the account says otherwise. */
  isOnAtFirst?: boolean
}

const name: ChannelField = { name: 'name' }
const secret = (field: FieldName): ChannelField => ({ name: field, kind: 'secret', isRequired: true })
const metaFields: ChannelField[] = [name, secret('accessToken'), secret('appSecret'), { name: 'answersComments', kind: 'check' }, { name: 'hasHumanAgent', kind: 'check' }]

/** One form for each kind of channel, in the order in which they are offered. */
export const channelForms: Record<ChannelTypeName, ChannelField[]> = {
  webchat: [name, { name: 'greeting' }, { name: 'allowedOrigins', kind: 'list' }],
  whatsapp: [name, { name: 'phoneNumberId', isRequired: true }, { name: 'businessAccountId', isRequired: true }, secret('accessToken'), secret('appSecret')],
  instagram: metaFields,
  messenger: metaFields,
  telegram: [name, secret('botToken')],
  email: [
    name,
    { name: 'address', isRequired: true },
    secret('password'),
    { name: 'draftsOnly', kind: 'check', isOnAtFirst: true },
    { name: 'imapHost' },
    { name: 'imapPort', kind: 'number' },
    { name: 'smtpHost' },
    { name: 'smtpPort', kind: 'number' },
    { name: 'dkimSelector' },
    { name: 'dkimPrivateKey', kind: 'secretLines' },
  ],
}

/** The settings of a filled form: what is left empty stays as it was. */
export function settingsIn(form: FormData, type: ChannelTypeName): Record<string, string | string[] | boolean> {
  const settings: Record<string, string | string[] | boolean> = {}
  for (const field of channelForms[type]) {
    const value = form.get(field.name)
    const text = typeof value === 'string' ? value.trim() : ''
    if (field.kind === 'check') settings[field.name] = value !== null
    else if (text !== '') settings[field.name] = field.kind === 'list' ? text.split(/\s+/) : text
  }
  return settings
}
