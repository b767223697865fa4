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

export interface Tables {
  assistantLessons: LessonRow
}
