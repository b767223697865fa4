/** An optional language model. Without one nothing is missing from the main path. */
export interface LanguageModel {
  name: string
  /** Most calls for one business, and for one conversation, in a day; 0 turns the model off. */
  limits: { perDay: number; perConversation: number }
  /** The whole text; throws when it did not come in time, was cut, or the provider failed. */
  complete(request: { system: string; prompt: string; maxTokens: number; timeoutMs: number }): Promise<string>
}
