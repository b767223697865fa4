/**
 * Campaigns: what a shop says first, to many people at once or whenever something happens to one of them.
 * Knows the audience, who is held out by chance, what became of each delivery, and whether it brought orders that would
 * not have come otherwise. Messages leave through the send protocol of conversations; consent is asked again as they do.
 */
export { addCampaign, type CampaignInput } from './campaigns.ts'
export { readCampaignHistory, type PastCampaign } from './history.ts'
export { launchCampaign } from './launching.ts'
export { addSampleCampaign, type SampleCampaign } from './sample-past.ts'
export { readResult, type Result } from './results.ts'
export { getCampaignSettings } from './settings.ts'
export { listSentMessages, type SentMessage } from './sent-messages.ts'
