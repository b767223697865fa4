export interface LessonRow {
  businessId: string
  id: string
  question: string
  answer: string
  messageId: string | null
  createdBy: string | null
  createdAt: Date
  undoneAt: Date | null
}

/** The language model was asked something outside a chat. */
export interface ModelCallRow {
  businessId: string
  id: string
  purpose: string
  at: Date
}

export interface Tables {
  modelCalls: ModelCallRow
  assistantLessons: LessonRow
}
