import type { RawBuilder } from 'kysely'

/** Why something about a person is kept; the records of processing say it in words. */
export type ProcessingPurpose = 'identity' | 'contact' | 'conversation' | 'order' | 'consent' | 'loyalty' | 'feedback' | 'note' | 'security'

/** One person, under every id and address by which rows may know them. */
export interface PersonReference {
  businessId: string
  customerIds: string[]
  /** E.164. */
  phones: string[]
  /** Ids of channels, numbers and e-mail addresses, for texts that hold them: at least six characters each. */
  identifiers: string[]
}

/** What one table keeps of people. */
export interface PersonalTable {
  /** Name for people who read their own data, in Indonesian. */
  title: string
  /** Which rows are this person's; the business is filtered beside it. */
  rowsOf(person: PersonReference): RawBuilder<boolean>
  /** Columns that say something about the person, and why they are kept. */
  personal: Record<string, ProcessingPurpose>
  /** Columns with words that say nothing about a person. */
  plain: readonly string[]
  /** Key of a stored file that goes and is given with the row. */
  fileKey?: string
  /** Rows are removed, or stay with these columns emptied (for bookkeeping). */
  onErase: 'delete' | Record<string, string | number | null | RawBuilder<unknown>>
}

/**
 * What one domain keeps of people, declared: from this come the copy that a person gets, the erasing, and the records of
 * processing. `tables` are erased in their order. A column that can hold words and is named nowhere is a red test.
 */
export interface PersonalDataKeeper {
  domain: string
  tables: Record<string, PersonalTable>
  /** Tables that hold nothing about customers. */
  withoutPeople: readonly string[]
}
