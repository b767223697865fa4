/**
 * Adoption: how far a shop has come with its data and with Laris. Knows the quality of the data and the cheapest fixes,
 * each one tap and undoable. It stands above customers, catalog and orders because it reads all three, and changes them
 * only through their doors.
 */
export { judgeQuality, type Quality } from './quality.ts'
