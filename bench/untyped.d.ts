// Peers that ship no types.
declare module 'node-nlp'
declare module 'mustache'
declare module 'wink-naive-bayes-text-classifier'
declare module 'wink-nlp-utils'

declare module 'express' {
  import type { IncomingMessage, Server, ServerResponse } from 'node:http'
  type Handler = (request: IncomingMessage & { body: unknown }, response: ServerResponse & { status(code: number): { send(text: string): void }; send(text: string): void }) => Promise<void>
  interface Express {
    post(path: string, parser: unknown, handler: Handler): void
    listen(port: number, host: string): Server
  }
  const express: { (): Express; raw(options: { type: string; limit: string }): unknown }
  export default express
}
