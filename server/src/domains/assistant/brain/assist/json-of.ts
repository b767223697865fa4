/** The JSON that a model was asked for, also within a fence; nothing when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.trim().replace(/^```(?:json)?/, '').replace(/```$/, '').trim())
  } catch {
    return undefined
  }
}
