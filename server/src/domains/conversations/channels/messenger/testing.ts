import { startFakeInbox, type FakeInbox } from '../meta-testing.ts'

export function startFakeMessenger(): Promise<FakeInbox> {
  return startFakeInbox({
    type: 'messenger',
    object: 'page',
    accounts: [
      { id: '110022003300440', accessToken: 'EAAMessengerFirstToken0123456789', appSecret: 'appsecretmsgfirst' },
      { id: '220033004400550', accessToken: 'EAAMessengerSecondToken012345678', appSecret: 'appsecretmsgsecond' },
    ],
    describe: ({ id }) => ({ id, name: `Mebel Pak Hadi ${id.slice(0, 2)}` }),
    mostText: 2_000,
  })
}
