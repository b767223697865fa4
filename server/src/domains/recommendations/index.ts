/**
 * Recommendations: what to offer to whom, and beside what. Learnt every night from the shop's own orders and measured on
 * its last ones; where that is not better than the list of best sellers, those are shown, and the screen says so. Nothing
 * is offered that is out of stock, without a price, or sold at a loss; what people own for good is not offered again.
 */
export { offerToMany } from './offering.ts'
export { refreshRecommendations } from './refresh.ts'
