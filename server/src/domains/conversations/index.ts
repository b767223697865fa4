/**
 * Conversations: everything that customers and the shop write to each other, on every channel.
 * Knows connected channels (an open list in `channels/`), the inbox, the send protocol with its uncertain state, notes,
 * labels and canned replies. It tells `message.received` and does not know who answers.
 */
export { noteAllMessages } from './activity.ts'
export { listChatAddresses } from './chat-addresses.ts'
export { listChannels, type ChannelSummary } from './channel-accounts.ts'
export { findMessageTexts, listComplaints } from './complaints.ts'
export { connectChannel } from './connecting.ts'
export { getConversation, handBack, handOff, listCustomerQuestions, readHistory, type ConversationWithPeople } from './conversations.ts'
export { listWaiting, summariseToday } from './today.ts'
export { receive } from './inbound.ts'
export { addSamplePast } from './sample-past.ts'
export { receiveSample } from './samples.ts'
export { findThreads, listSendingChannels, planMany, readFates, withdrawPlanned, type Fate, type PlannedText, type SendingChannel, type Thread } from './many-messages.ts'
export { readResponses } from './responses.ts'
export { checkMessage, mostFileBytesOf, sendMessage } from './messages.ts'
export type { NewMessage } from './new-message.ts'
export { findOutlet, listOutlets, noOutletAnswer, outletGone, type Outlet, type OutletProblem, type PublicPost } from './outlets.ts'
export { answerers, readWriters, type Writer } from './writers.ts'
export { countBusinessModelCalls, countModelCalls } from './model-calls.ts'
export { listTemplates } from './templates.ts'
export { addSuggestion, lockConversation, type AnswerRecord } from './own-messages.ts'
