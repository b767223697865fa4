import type { PersonalDataKeeper } from '#platform/personal-data'

/** Fixes hold ids and figures of goods. */
export const personalData: PersonalDataKeeper = { domain: 'adoption', withoutPeople: ['quality_fixes'], tables: {} }
