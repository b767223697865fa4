#!/usr/bin/env node
/** The commands of Laris. Each is loaded only when asked for, so that `evaluate` never touches a database. */
const commands: Record<string, () => Promise<(args: string[]) => Promise<number>>> = {
  start: async () => (await import('./main.ts')).start,
  evaluate: async () => (await import('./evaluate/index.ts')).evaluate,
}

const [name = 'help', ...args] = process.argv.slice(2)
const load = Object.hasOwn(commands, name) ? commands[name] : undefined
if (load) {
  process.exitCode = await (await load())(args)
} else {
  process.stderr.write(`Perintah: ${Object.keys(commands).join(', ')}\n`)
  process.exitCode = 2
}
