import { z } from 'zod'
import { resolve } from 'node:path'

/** Every setting of a process. Nothing is required; the manual's settings page is printed from `describe`. */
const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000).describe('Port untuk halaman Laris'),
  HOST: z.string().default('127.0.0.1').describe('Alamat jaringan yang didengar; 0.0.0.0 di dalam kontainer'),
  BASE_URL: z.url().optional().describe('Alamat publik Laris, mis. https://toko.example'),
  DATABASE_URL: z.string().optional().describe('PostgreSQL ≥ 15 sendiri; kosong = basis data bawaan'),
  LARIS_APP_DATABASE_URL: z.string().optional().describe('Login laris_app bila DATABASE_URL tidak boleh membuat peran'),
  LARIS_OWNER_DATABASE_URL: z.string().optional().describe('Login laris_owner bila DATABASE_URL tidak boleh membuat peran'),
  LARIS_DATA_DIR: z.string().default('./data').describe('Folder untuk basis data, berkas, kunci, dan cadangan'),
  LARIS_ROLE: z.enum(['all', 'web', 'worker']).default('all').describe('Tugas proses ini'),
  LARIS_SECRET_KEY: z.string().min(32).optional().describe('Kunci enkripsi; kosong = dibuat di folder data'),
  LARIS_TRUSTED_PROXIES: z.string().optional().describe('Alamat proxy yang dipercaya, dipisah koma'),
  LARIS_ALLOWED_HOSTS: z.string().optional().describe('Host dalam jaringan sendiri yang boleh dihubungi, dipisah koma'),
  LARIS_SECURITY_CONTACT: z.string().regex(/^(mailto:|https:\/\/)\S+$/).optional().describe('Ke mana celah keamanan dilaporkan, mis. mailto:aman@toko.example'),
  LARIS_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('Banyaknya catatan'),
  LLM_BASE_URL: z.url().optional().describe('Model bahasa tambahan (OpenAI-compatible); kosong = tanpa model'),
  LLM_MODEL: z.string().optional().describe('Nama model bahasa'),
  LLM_API_KEY: z.string().optional().describe('Kunci model bahasa'),
  LLM_CALLS_PER_DAY: z.coerce.number().int().min(0).default(500).describe('Panggilan model bahasa paling banyak per usaha per hari; 0 = tidak dipakai'),
  LLM_CALLS_PER_CONVERSATION: z.coerce.number().int().min(0).default(20).describe('Panggilan model bahasa paling banyak per percakapan per hari'),
})

export interface Config {
  port: number
  host: string
  /** Public address without a trailing slash; links are made from it and from nothing else. */
  baseUrl: string | undefined
  databaseUrl: string | undefined
  appDatabaseUrl: string | undefined
  ownerDatabaseUrl: string | undefined
  dataDir: string
  role: 'all' | 'web' | 'worker'
  secretKey: string | undefined
  trustedProxies: string[]
  allowedHosts: string[]
  securityContact: string | undefined
  logLevel: string
  llm: { baseUrl: string; model: string; apiKey: string | undefined; limits: { perDay: number; perConversation: number } } | undefined
  /** Other addresses of providers, from `<NAME>_API_URL`: `{ telegram: 'http://…' }`. Defaults live with each provider. */
  apiUrls: Record<string, string>
}

/** Reads the environment once; an invalid value stops the start with its name and cure. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')))
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `- ${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`Pengaturan belum benar:\n${lines.join('\n')}`)
  }
  const value = parsed.data
  return {
    port: value.PORT,
    host: value.HOST,
    baseUrl: value.BASE_URL?.replace(/\/$/, ''),
    databaseUrl: value.DATABASE_URL,
    appDatabaseUrl: value.LARIS_APP_DATABASE_URL,
    ownerDatabaseUrl: value.LARIS_OWNER_DATABASE_URL,
    dataDir: resolve(value.LARIS_DATA_DIR),
    role: value.LARIS_ROLE,
    secretKey: value.LARIS_SECRET_KEY,
    trustedProxies: list(value.LARIS_TRUSTED_PROXIES),
    allowedHosts: list(value.LARIS_ALLOWED_HOSTS),
    securityContact: value.LARIS_SECURITY_CONTACT,
    logLevel: value.LARIS_LOG_LEVEL,
    llm:
      value.LLM_BASE_URL && value.LLM_MODEL
        ? { baseUrl: value.LLM_BASE_URL, model: value.LLM_MODEL, apiKey: value.LLM_API_KEY, limits: { perDay: value.LLM_CALLS_PER_DAY, perConversation: value.LLM_CALLS_PER_CONVERSATION } }
        : undefined,
    apiUrls: apiUrls(env),
  }
}

/** Name, meaning and default of each setting, for the manual and `laris doctor`. */
export function describeConfig(): { name: string; meaning: string; defaultValue: string }[] {
  return Object.entries(environment.shape).map(([name, schema]) => {
    const empty = schema.safeParse(undefined)
    return { name, meaning: schema.description ?? '', defaultValue: empty.success ? String(empty.data ?? '') : '' }
  })
}

function list(text: string | undefined): string[] {
  return (text ?? '').split(',').map((item) => item.trim()).filter(Boolean)
}

function apiUrls(env: NodeJS.ProcessEnv): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) {
    const match = /^([A-Z]+)_API_URL$/.exec(name)
    if (match && value) found[match[1].toLowerCase()] = value.replace(/\/$/, '')
  }
  return found
}
