import { startFakeInbox, type FakeInbox } from '../meta-testing.ts'

export function startFakeInstagram(): Promise<FakeInbox> {
  return startFakeInbox({
    type: 'instagram',
    object: 'instagram',
    accounts: [
      { id: '17841405309211844', accessToken: 'IGAAInstagramFirstToken0123456789', appSecret: 'appsecretigfirst' },
      { id: '17841405309211955', accessToken: 'IGAAInstagramSecondToken012345678', appSecret: 'appsecretigsecond' },
    ],
    // `id` counts for the app alone; webhooks say `user_id`.
    describe: ({ id }) => ({ id: `9${id}`, user_id: id, username: `batik.rahma.${id.slice(-2)}` }),
    mostText: 1_000,
  })
}
