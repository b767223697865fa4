import type { home as source } from '../id/home.ts'

export const home: typeof source = {
  hello: (name: string) => `Hello, ${name}`,
  setupTitle: 'Set up your shop',
  setupProgress: (done: number, all: number) => `${done} of ${all} steps done`,
  dismissSetup: 'Hide the guide',
  reopenSetup: 'Open the first-steps guide',
  steps: {
    catalog: { title: 'Add your price list', text: 'Paste text, or pick an Excel/CSV file.' },
    facts: { title: 'Fill in shop facts', text: 'Hours, address, shipping, payment.' },
    try: { title: 'Try the assistant', text: 'Ask like a customer, see the sources.' },
    channel: { title: 'Connect a channel', text: 'Web chat, Telegram or WhatsApp.' },
    member: { title: 'Invite staff', text: 'Give each a fitting role.' },
  },
  today: 'Today',
  sentence: (chats: number, answered: number, waiting: number) =>
    chats === 0 ? 'No chats yet today.' : `${chats} chats came in, ${answered} answered by the assistant. ${waiting === 0 ? 'All are answered.' : `${waiting} wait for you.`}`,
  waitingList: (waiting: number) => `See ${waiting} waiting`,
  allChats: 'See all chats',
  ordersTitle: 'Orders',
  ordersText: 'See what was ordered, and change its state.',
  seeOrders: 'See orders',
  recent: 'Latest chats',
  demoBanner: 'This is an example shop. Its figures are not in your reports.',
}
