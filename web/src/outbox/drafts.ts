const prefix = 'laris.draft.'

/** What is being written, kept for each conversation and tab until it is sent or emptied. */
export function readDraft(conversationId: string, tab: string): string {
  return localStorage.getItem(`${prefix}${conversationId}.${tab}`) ?? ''
}

export function saveDraft(conversationId: string, tab: string, text: string): void {
  const key = `${prefix}${conversationId}.${tab}`
  try {
    if (text === '') localStorage.removeItem(key)
    else localStorage.setItem(key, text)
  } catch {
    // A full store: the text is still in the box.
  }
}
