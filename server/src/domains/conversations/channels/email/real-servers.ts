import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)
export const password = 'sandi-dovecot-000'

/** Why Debian's mail servers cannot stand in here; `undefined` when they can. */
export function missingServers(): string | undefined {
  const absent = ['/usr/sbin/postfix', '/usr/sbin/dovecot'].filter((path) => !existsSync(path))
  if (absent.length > 0) return `not installed: ${absent.join(', ')}`
  return process.getuid?.() === 0 ? undefined : 'Postfix only starts as root'
}

export interface RealServers extends AsyncDisposable {
  imapPort: number
  smtpPort: number
  logs(): Promise<string>
}

/** Postfix and Dovecot on loopback ports of their own, with their own queue and mail; both end with the test. */
export async function startRealServers(): Promise<RealServers> {
  const folder = await mkdtemp(join(tmpdir(), 'laris-mail-'))
  await chmod(folder, 0o755)
  const [imapPort, lmtpPort, authPort, smtpPort] = await Promise.all([freePort(), freePort(), freePort(), freePort()])
  const postfix = join(folder, 'postfix')
  const { stdout: nobody } = await run('id', ['-u', 'nobody'])
  const { stdout: nogroup } = await run('id', ['-g', 'nobody'])
  const { stdout: postfixUser } = await run('id', ['-u', 'postfix'])
  for (const name of ['mail', 'queue', 'data', 'postfix', 'run']) await mkdir(join(folder, name))
  await chown(join(folder, 'mail'), Number(nobody), Number(nogroup))
  await chown(join(folder, 'data'), Number(postfixUser), 0)
  await writeFile(join(folder, 'dovecot.conf'), dovecotConfig(folder, { imapPort, lmtpPort, authPort, nobody: nobody.trim(), nogroup: nogroup.trim() }))
  await writeFile(join(postfix, 'main.cf'), mainConfig(folder, { lmtpPort, authPort }))
  await writeFile(join(postfix, 'master.cf'), masterConfig(smtpPort))
  const dovecot = spawn('/usr/sbin/dovecot', ['-F', '-c', join(folder, 'dovecot.conf')], { stdio: 'ignore' })
  await run('/usr/sbin/postfix', ['-c', postfix, 'start'])
  return {
    imapPort,
    smtpPort,
    logs: async () => (await Promise.all(['dovecot.log', 'postfix.log'].map((name) => readFile(join(folder, name), 'utf8').catch(() => '')))).join('\n'),
    async [Symbol.asyncDispose]() {
      await run('/usr/sbin/postfix', ['-c', postfix, 'stop']).catch(() => {})
      const ended = new Promise((resolve) => dovecot.once('exit', resolve))
      dovecot.kill()
      await Promise.race([ended, sleep(5_000)])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function dovecotConfig(folder: string, given: { imapPort: number; lmtpPort: number; authPort: number; nobody: string; nogroup: string }): string {
  return `base_dir = ${folder}/run
log_path = ${folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain
mail_location = maildir:${folder}/mail/%u
first_valid_uid = 1
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${given.nobody} gid=${given.nogroup} home=${folder}/mail/%u allow_all_users=yes
}
service imap-login {
  inet_listener imap {
    port = ${given.imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    port = ${given.lmtpPort}
  }
}
service auth {
  inet_listener {
    port = ${given.authPort}
  }
}
`
}

function mainConfig(folder: string, { lmtpPort, authPort }: { lmtpPort: number; authPort: number }): string {
  return `compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = ${folder}/postfix.log
maillog_file_prefixes = ${folder}
myhostname = mx.toko.test
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
virtual_mailbox_domains = toko.test, pelanggan.test
virtual_mailbox_maps = static:ok
virtual_transport = lmtp:inet:127.0.0.1:${lmtpPort}
transport_maps = inline:{ { mati.test = error:5.1.1 User unknown } }
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:${authPort}
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_sender_login_maps =
smtp_tls_security_level = none
smtpd_tls_security_level = none
`
}

function masterConfig(smtpPort: number): string {
  const services = ['pickup unix n - n 60 1 pickup', 'cleanup unix n - n - 0 cleanup', 'qmgr unix n - n 300 1 qmgr', 'rewrite unix - - n - - trivial-rewrite', 'bounce unix - - n - 0 bounce', 'defer unix - - n - 0 bounce', 'trace unix - - n - 0 bounce', 'verify unix - - n - 1 verify', 'flush unix n - n 1000? 0 flush', 'proxymap unix - - n - - proxymap', 'proxywrite unix - - n - 1 proxymap', 'smtp unix - - n - - smtp', 'error unix - - n - - error', 'retry unix - - n - - error', 'discard unix - - n - - discard', 'lmtp unix - - n - - lmtp', 'anvil unix - - n - 1 anvil', 'scache unix - - n - 1 scache', 'postlog unix-dgram n - n - 1 postlogd', 'tlsmgr unix - - n 1000? 1 tlsmgr']
  return `127.0.0.1:${smtpPort} inet n - n - - smtpd\n${services.join('\n')}\n`
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // `address()` is a port on a listening TCP server.
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
