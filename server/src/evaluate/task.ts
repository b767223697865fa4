/**
 * One task of the `evaluate` command. `run` gets the arguments after the task's name and returns one JSON object,
 * or an iterable of objects that are printed as JSON lines. It reads files, and nothing else: no database, no network.
 */
export interface EvaluateTask {
  usage: string
  run(args: string[]): Promise<object> | AsyncIterable<object>
}

/** Wrong usage or unreadable input: the command prints the message on stderr and exits with 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}
