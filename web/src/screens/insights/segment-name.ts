import type { Segment } from './queries.ts'
import { insightWords } from './words.ts'

export function nameOf(segment: Pick<Segment, 'segmentId' | 'name' | 'isReady'>): string {
  return segment.isReady ? (insightWords().ready[segment.segmentId] ?? segment.name) : segment.name
}
