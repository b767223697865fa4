import { localTime, startOfDay, type TimeZone } from '#platform/clock'
import type { Transaction } from '#platform/context'
import type { Period } from '#domains/activity'
import { findOwnBusiness } from '#domains/businesses'
import { readCampaignHistory } from '#domains/campaigns'
import { addDays } from '#models/language/calendar'
import { nothingMissing, type Report } from './report.ts'

/** What was sent in the period and what is known of it: extra orders against who was held out, never orders that merely came after. */
export const campaignHistory: Report = {
  key: 'campaign-history',
  hasPeriod: true,
  async run(tx, period) {
    const { past, zone } = await readPast(tx, period)
    const tenth = (value: number) => Math.round(value * 10) / 10
    return {
      ...nothingMissing,
      facts: {
        campaigns: past.length,
        sent: past.reduce((sum, one) => sum + one.sent, 0),
        proven: past.filter((one) => one.outlook === 'more').length,
        worse: past.filter((one) => one.outlook === 'fewer').length,
        open: past.filter((one) => one.outlook === 'measuring').length,
      },
      columns: [
        { key: 'launched', heading: 'Tanggal', kind: 'day' },
        { key: 'campaign', heading: 'Kampanye', kind: 'text' },
        { key: 'outlook', heading: 'Hasil', kind: 'text' },
        { key: 'extra', heading: 'Pesanan tambahan', kind: 'count' },
        { key: 'least', heading: 'Paling sedikit', kind: 'count' },
        { key: 'most', heading: 'Paling banyak', kind: 'count' },
        { key: 'extraAmount', heading: 'Rupiah tambahan', kind: 'rupiah' },
        { key: 'sent', heading: 'Terkirim', kind: 'count' },
        { key: 'heldOut', heading: 'Sengaja tidak dikirimi', kind: 'count' },
        { key: 'clicked', heading: 'Membuka tautan', kind: 'count' },
        { key: 'replied', heading: 'Membalas', kind: 'count' },
        { key: 'optOuts', heading: 'Minta berhenti', kind: 'count' },
        { key: 'cost', heading: 'Biaya pesan', kind: 'rupiah' },
      ],
      // The table shows the newest day first.
      rows: past.toReversed().map((one) => [
        localTime(one.launchedAt, zone).date, one.name, one.outlook,
        one.extraOrders && tenth(one.extraOrders.estimate), one.extraOrders && tenth(one.extraOrders.interval[0]), one.extraOrders && tenth(one.extraOrders.interval[1]), one.extraAmount && Math.round(one.extraAmount.estimate),
        one.sent, one.heldOut, one.clicked, one.replied, one.optOuts, one.cost,
      ]),
      chart: null,
    }
  },
}

export async function readPast(tx: Transaction, { from, to }: Period) {
  // Businesses are made with one of the Indonesian zones.
  const zone = ((await findOwnBusiness(tx))?.timeZone ?? 'Asia/Jakarta') as TimeZone
  return { zone, past: await readCampaignHistory(tx, { from: startOfDay(from, zone), to: startOfDay(addDays(to, 1), zone) }) }
}
