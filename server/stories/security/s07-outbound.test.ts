import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOutboundFetch, createReach } from '#platform/http/outbound-client'

/** S07: nothing that a person or a provider names makes Laris talk to itself or its neighbours. */
const hosts = [
  ...['127.0.0.1', '127.0.0.2', '127.1.1.1', '127.255.255.254', '0.0.0.0', '0.0.0.1', '0.1.2.3'],
  ...['10.0.0.1', '10.1.2.3', '10.255.255.255', '172.16.0.1', '172.20.10.1', '172.31.255.255', '192.168.0.1', '192.168.1.1', '192.168.255.255'],
  ...['169.254.0.1', '169.254.169.254', '169.254.170.2', '169.254.169.123', '100.64.0.1', '100.100.100.200', '100.127.255.255'],
  ...['192.0.0.1', '192.0.0.192', '192.0.2.1', '198.18.0.1', '198.19.255.255', '198.51.100.1', '203.0.113.1', '224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255'],
  // One number, octal, hexadecimal, shortened: all are 127.0.0.1, 10.0.0.1 or 169.254.169.254.
  ...['2130706433', '017700000001', '0x7f000001', '0x7f.0x0.0x0.0x1', '0177.0.0.1', '0177.0000.0000.0001', '127.1', '127.0.1', '0x7f.1', '0', '0x0', '00'],
  ...['167772161', '0x0a000001', '012.0.0.1', '10.1', '2852039166', '0xa9fea9fe', '0251.0376.0251.0376', '169.254.43518', '0xa9.0xfe.0xa9.0xfe', '3232235521', '192.168.1', '0xc0a80001'],
  ...['127.0.0.1.', '１２７.０.０.１', '127。0。0。1', '①②⑦.⓪.⓪.①', 'ⓛocalhost', 'LOCALHOST', 'localhost', 'localhost.', '%31%32%37.0.0.1'],
  ...['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[0000::0001]', '[::0001]', '[fe80::1]', '[fe80::a9fe:a9fe]', '[febf::1]', '[fc00::1]', '[fd00::1]', '[fd00:ec2::254]', '[fdff:ffff::1]', '[fec0::1]'],
  ...['[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::ffff:10.0.0.1]', '[::ffff:169.254.169.254]', '[::ffff:a9fe:a9fe]', '[::ffff:192.168.0.1]', '[0:0:0:0:0:ffff:7f00:0001]', '[::127.0.0.1]', '[::7f00:1]'],
  ...['[64:ff9b::7f00:1]', '[64:ff9b::169.254.169.254]', '[64:ff9b:1::a00:1]', '[2002:7f00:1::]', '[2002:a9fe:a9fe::]', '[2002:c0a8:1::1]', '[2001:0:7f00:1::]', '[2001::1]'],
  ...['[ff02::1]', '[ff05::2]', '[2001:db8::1]', '[100::1]', '[::ffff:0:127.0.0.1]', '[3fff::1]', '[2001:10::1]', '[2001:20::1]'],
  ...['127.127.127.127', '10.10.10.10', '172.16.254.254', '192.168.100.1', '169.254.1.1', '100.64.1.1', '0300.0250.0.1', '0xac100001', '2886729729', '[::10.0.0.1]', '[::ffff:172.16.0.1]', '[fe80::1%25eth0]', '[fd12:3456:789a::1]'],
  ...['metadata.example', 'intern.example', 'ipv6.example', 'mixed.example'],
]

const names: Record<string, string[]> = {
  localhost: ['127.0.0.1', '::1'],
  'localhost.': ['127.0.0.1'],
  'metadata.example': ['169.254.169.254'],
  'intern.example': ['10.0.0.8'],
  'ipv6.example': ['fd00::1'],
  'mixed.example': ['93.184.215.14', '127.0.0.1'],
  'public.example': ['93.184.215.14'],
}

let server: Server
let port: number
let reached: string[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    reached.push(`${request.headers.host} ${request.url} ${request.headers.authorization ?? ''}`)
    const to = new URL(request.url ?? '/', 'http://x').searchParams.get('to')
    response.writeHead(to ? 302 : 200, to ? { location: to } : {}).end('rahasia dalam')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const resolve = async (host: string) => names[host.toLowerCase()] ?? []

describe('S07', () => {
  test('the list is long, and each entry is one', () => {
    expect(new Set(hosts).size).toBe(hosts.length)
    expect(hosts.length).toBeGreaterThanOrEqual(120)
  })

  test.each(hosts)('%s is refused', async (host) => {
    reached = []
    const fetch = createOutboundFetch({ allowedHosts: [], resolve })
    await expect(fetch(`http://${host}:${port}/`, { timeoutMs: 2_000 })).rejects.toThrow(/tidak boleh dihubungi|Invalid URL/)
    expect(reached).toEqual([])
  })

  test('none of them is reached by mail either, whatever the port', async () => {
    const reach = createReach({ allowedHosts: [], resolve })
    for (const host of hosts) for (const mailPort of [993, 465, 587, 25]) await expect(reach(host, mailPort), host).rejects.toThrow(/tidak boleh dihubungi/)
    expect(await reach('public.example', 993)).toEqual({ address: '93.184.215.14', isPublic: true })
    expect(await createReach({ allowedHosts: ['intern.example:143'], resolve })('intern.example', 143)).toEqual({ address: '10.0.0.8', isPublic: false })
    await expect(createReach({ allowedHosts: ['intern.example:143'], resolve })('intern.example', 25)).rejects.toThrow(/tidak boleh dihubungi/)
  })

  test.each(['file:///etc/passwd', 'ftp://public.example/', 'gopher://public.example/', 'data:text/plain,x', 'http://user:pass@public.example/'])('%s is refused', async (url) => {
    await expect(createOutboundFetch({ allowedHosts: [], resolve })(url)).rejects.toThrow(/tidak boleh dihubungi/)
  })

  test('a redirect into the own network is refused, wherever it comes from', async () => {
    const fetch = createOutboundFetch({ allowedHosts: [`127.0.0.1:${port}`], resolve })
    for (const to of ['http://169.254.169.254/latest/meta-data/', `http://localhost:${port}/`, 'http://[::1]/', 'file:///etc/passwd', '//10.0.0.1/', 'http://0x7f000001/']) {
      await expect(fetch(`http://127.0.0.1:${port}/?to=${encodeURIComponent(to)}`)).rejects.toThrow(/tidak boleh dihubungi/)
    }
    await expect(fetch(`http://127.0.0.1:${port}/?to=${encodeURIComponent('/?to=/')}`)).resolves.toMatchObject({ status: 200 })
  })

  test('a name is resolved once: changing its answer afterwards ("rebinding") changes nothing', async () => {
    let asked = 0
    const rebinding = async () => (asked++ === 0 ? ['203.0.114.7'] : ['127.0.0.1'])
    reached = []
    await expect(createOutboundFetch({ allowedHosts: [], resolve: rebinding })(`http://rebind.example:${port}/`, { timeoutMs: 500 })).rejects.toThrow()
    expect([asked, reached]).toEqual([1, []])
  })

  test('S08: credentials stay behind when a redirect leaves the host', async () => {
    const other = createServer((request, response) => response.end(request.headers.authorization ?? 'none'))
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
    const otherPort = (other.address() as AddressInfo).port
    const fetch = createOutboundFetch({ allowedHosts: ['127.0.0.1'], resolve })
    const answer = await fetch(`http://127.0.0.1:${port}/?to=${encodeURIComponent(`http://127.0.0.1:${otherPort}/`)}`, { headers: { authorization: 'Bearer rahasia' } })
    expect(await answer.text()).toBe('none')
    other.close()
  })
})
