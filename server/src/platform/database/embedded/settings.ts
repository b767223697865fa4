import { createHash } from 'node:crypto'
import { totalmem } from 'node:os'

export type Settings = Record<string, string>

/**
 * Settings given on the command line, which files and ALTER SYSTEM cannot override. Sized for a small machine: about
 * 60 MB resident when idle.
 */
export function serverSettings(options: { tuneForTests: boolean; mayLoseData: boolean; memoryBytes?: number }): Settings {
  const megabytes = (options.memoryBytes ?? availableMemory()) / 2 ** 20
  return {
    ...durability,
    ...privacy,
    shared_buffers: `${clamp(megabytes / 32, 32, 256)}MB`,
    effective_cache_size: `${clamp(megabytes / 2, 128, 8192)}MB`,
    work_mem: '8MB',
    maintenance_work_mem: `${clamp(megabytes / 64, 32, 128)}MB`,
    max_connections: '60',
    superuser_reserved_connections: '3',
    max_worker_processes: '4',
    max_parallel_workers_per_gather: '1',
    autovacuum_max_workers: '2',
    max_locks_per_transaction: '128',
    // No replicas hang on this server: less log to write, and bulk loads into new tables skip it.
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_logical_replication_workers: '0',
    max_wal_size: '512MB',
    min_wal_size: '64MB',
    io_method: 'sync',
    jit: 'off',
    random_page_cost: '1.5',
    // A runaway query fails instead of filling the owner's disk.
    temp_file_limit: '2GB',
    // One call instead of a thousand before recovery; only Linux has it.
    ...(process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}),
    // Backends of a killed Laris stop their queries. Windows cannot do this.
    ...(process.platform === 'win32' ? {} : { client_connection_check_interval: '2s' }),
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    ...(options.tuneForTests ? tests : {}),
    ...(options.mayLoseData ? volatile : {}),
  }
}

/** Changes when a running server would have to be restarted to serve us as we want. */
export function settingsDigest(settings: Settings, version: string): string {
  return createHash('sha256').update(JSON.stringify([version, settings])).digest('hex').slice(0, 16)
}

const durability: Settings = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' }

/**
 * The log holds what happens to the server and no customer's data: errors of single statements quote values, DETAIL
 * lines quote rows and SQL, so neither is written. Laris sees those errors as the client anyway.
 */
const privacy: Settings = {
  password_encryption: 'scram-sha-256',
  unix_socket_permissions: '0700',
  log_destination: 'stderr',
  logging_collector: 'off',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
  log_temp_files: '-1',
}

/** Many short-lived databases side by side. */
const tests: Settings = { max_connections: '200', autovacuum: 'off' }

/** Nothing here survives a power cut. */
const volatile: Settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }

function availableMemory(): number {
  const limit = process.constrainedMemory()
  return limit > 0 && limit < totalmem() ? limit : totalmem()
}

function clamp(value: number, least: number, most: number): number {
  return Math.round(Math.min(Math.max(value, least), most))
}
