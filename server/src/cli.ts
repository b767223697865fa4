#!/usr/bin/env node
import { inspect } from 'node:util'
import { AppError } from './platform/errors.ts'

/** The commands of Laris. Each is loaded only when asked for, so that `evaluate` never touches a database. */
const commands: Record<string, { about: string; load(): Promise<(args: string[]) => Promise<number>> }> = {
  start: { about: 'menjalankan Laris; --demo memuat usaha contoh', load: async () => (await import('./main.ts')).start },
  demo: { about: 'memuat usaha contoh', load: async () => (await import('./commands.ts')).demo },
  backup: { about: 'membuat cadangan; --out BERKAS, --passphrase-file BERKAS', load: async () => (await import('./commands.ts')).backup },
  restore: { about: 'memulihkan cadangan: laris restore BERKAS [--business ID] [--passphrase-file BERKAS] [--accept-lost-key]', load: async () => (await import('./commands.ts')).restore },
  migrate: { about: 'memperbarui basis data; --distribute untuk Citus', load: async () => (await import('./commands.ts')).migrate },
  doctor: { about: 'memeriksa komputer ini dan memberi tahu obatnya', load: async () => (await import('./doctor.ts')).doctor },
  password: { about: 'membuat kata sandi baru untuk yang lupa: laris password NAMA', load: async () => (await import('./commands.ts')).password },
  'rotate-key': { about: 'mengganti kunci Laris dan mengunci ulang semua rahasia; hentikan Laris dulu', load: async () => (await import('./rotate-key.ts')).rotateKey },
  'rebuild-insights': { about: 'menghitung ulang semua laporan dan membandingkannya', load: async () => (await import('./rebuild-insights.ts')).rebuild },
  evaluate: { about: 'mengukur asisten dan model', load: async () => (await import('./evaluate/index.ts')).evaluate },
  help: { about: 'menampilkan daftar ini', load: async () => help },
}

const [name = 'help', ...args] = process.argv.slice(2)
process.exitCode = await run(name.replace(/^--?/, ''))

/** Expected errors are one sentence; a stack is for those who asked for it. */
async function run(command: string): Promise<number> {
  if (!Object.hasOwn(commands, command)) {
    process.stderr.write(`Perintah "${command}" tidak dikenal.\n`)
    await help([], process.stderr)
    return 2
  }
  try {
    return await (await commands[command].load())(args)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    process.stderr.write(`${error.message}\n`)
    const isExpected = error instanceof AppError || error.message.startsWith('Pengaturan belum benar')
    if (process.env['LARIS_LOG_LEVEL'] === 'debug') process.stderr.write(`${inspect(error)}\n`)
    else if (!isExpected) process.stderr.write('Ini bukan kesalahan yang dikenal. Jalankan lagi dengan LARIS_LOG_LEVEL=debug untuk rinciannya.\n')
    return 1
  }
}

async function help(_args: string[], out: NodeJS.WritableStream = process.stdout): Promise<number> {
  const width = Math.max(...Object.keys(commands).map((command) => command.length))
  out.write(`Pakai: npm run laris -- PERINTAH\n\n${Object.entries(commands).map(([command, { about }]) => `  ${command.padEnd(width)}  ${about}`).join('\n')}\n`)
  return 0
}
