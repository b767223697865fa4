import { attribution } from './attribution.ts'
import { campaignHistory } from './campaign-history.ts'
import { channels } from './channels.ts'
import { cohorts } from './cohorts.ts'
import { customers } from './customers.ts'
import { funnel } from './funnel.ts'
import { neighbourhoods } from './neighbourhoods.ts'
import { places } from './places.ts'
import { products } from './products.ts'
import type { Report } from './report.ts'
import { responseTimes } from './response-times.ts'
import { sales } from './sales.ts'
import { stockAdvice } from './stock-advice.ts'
import { themes } from './themes.ts'

/** Every report, in the order of the screen; a new one is a file and a line here. */
export const reports: readonly Report[] = [sales, products, customers, cohorts, funnel, channels, campaignHistory, attribution, responseTimes, stockAdvice, themes, places, neighbourhoods]
