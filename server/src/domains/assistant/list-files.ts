import { listFile } from '#domains/businesses'
import { routes } from './routes.ts'

export const listFiles = {
  exportLessons: listFile(routes.listLessons, { name: 'pelajaran-asisten', columns: { Pertanyaan: (lesson) => lesson.question, Jawaban: (lesson) => lesson.answer, Diajarkan: (lesson) => lesson.createdAt } }),
}
