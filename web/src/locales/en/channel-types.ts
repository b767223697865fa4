import type { channelTypes as channelTypesSource } from '../id/channel-types.ts'

export const channelTypes: typeof channelTypesSource = {
  types: {
    webchat: { title: 'Web chat', text: 'A chat button on your site. One line of code.', steps: ['Give it a name, then Connect.', 'Copy the line of code into your site, before </body>.'] },
    telegram: { title: 'Telegram', text: 'Through a Telegram bot. Works on a laptop without a public address.', steps: ['Open @BotFather in Telegram, send /newbot.', 'Copy the bot token here.'] },
    whatsapp: {
      title: 'WhatsApp',
      text: 'Through the official WhatsApp Cloud API. Needs a Meta business account and a public https address.',
      steps: ['In Meta for Developers, open your WhatsApp app.', 'Copy number ID, account ID, permanent token and app secret.', 'Paste the webhook address below into Meta once connected.'],
    },
    instagram: {
      title: 'Instagram',
      text: 'Messages and comments of a professional account. Needs a Meta app and a public https address.',
      steps: ['In Meta for Developers, open your app, section Instagram.', 'Create a token for the shop’s account, copy it and the Instagram app secret.', 'Once connected, paste the webhook address and verify token into Meta.'],
    },
    messenger: {
      title: 'Messenger',
      text: 'Messages and comments of a Facebook page. Needs a Meta app and a public https address.',
      steps: ['In Meta for Developers, open your app, section Messenger.', 'Create a token for the shop’s page, copy it and the app secret.', 'Once connected, paste the webhook address and verify token into Meta.'],
    },
    email: {
      title: 'E-mail',
      text: 'The shop’s mailbox. Works on a laptop without a public address.',
      steps: ['Create an app password at your mail provider (Gmail: Google Account, Security).', 'Enter the address and that password, then Connect.', 'Servers and ports may stay empty; fill them if Laris cannot find them.'],
    },
  },
  fields: {
    name: 'Channel name',
    greeting: 'Greeting',
    allowedOrigins: 'Allowed sites (one per line)',
    address: 'E-mail address',
    password: 'App password',
    draftsOnly: 'The assistant only writes drafts, you send them',
    imapHost: 'Incoming server (IMAP)',
    imapPort: 'IMAP port',
    smtpHost: 'Outgoing server (SMTP)',
    smtpPort: 'SMTP port',
    dkimSelector: 'DKIM selector (when the server does not sign)',
    dkimPrivateKey: 'DKIM key, whole with its BEGIN and END lines',
    botToken: 'Bot token',
    phoneNumberId: 'Phone number ID',
    businessAccountId: 'WhatsApp Business account ID',
    accessToken: 'Permanent access token',
    appSecret: 'App secret',
    answersComments: 'The assistant answers comments, once, by private message',
    hasHumanAgent: 'Meta allowed Human Agent: the team may answer for 7 days',
  },
}
