/**
 * Insights: what the sums of activity say in words. The home page's sentences, at most three suggestions a week with what
 * speaks for them, what is known of one customer, and reports (an open list in `reports/`). Whatever takes longer than a
 * request may is worked out in a job and shown with its time; what is not known stays blank.
 */
export { rebuildInsights, type Rebuilt } from './rebuild.ts'
export { refreshInsights } from './refresh.ts'
export { readStockAdvice, type StockAdvice } from './goods-forecasts.ts'
