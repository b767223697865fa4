/** Input that no method here can use. `code` (`family.what`) is stable; the message is for the log. */
export class ModelInputError extends RangeError {
  override name = 'ModelInputError'
  readonly code: `${string}.${string}`
  constructor(code: ModelInputError['code'], message: string) {
    super(message)
    this.code = code
  }
}
