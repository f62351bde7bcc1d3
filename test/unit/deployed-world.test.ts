import { describe, expect, it } from 'vitest'
import { deployedWorld } from '../../scripts/backup/world.ts'

const KEYS = { CODE_KEY: 'c'.repeat(43), SEAL_KEY: 's'.repeat(43) }
const ACCOUNT = { accountId: '0b5e', apiToken: 'token' }
const CLOUDFLARE = 'https://api.cloudflare.com/client/v4/accounts/0b5e/workers/durable_objects/namespaces'
const good = (result: unknown) => ({ success: true, errors: [], result, result_info: {} })
const id = (digit: string) => digit.repeat(64)
const FACTS = { world: 'live', canary: 'x', columns: { customers: ['id'] } } as const

/** Cloudflare and the deployed Worker, each knowing its own caller; everything asked is written down. */
function network(answers: Readonly<Record<string, unknown>>, failures = 0) {
  const asked: string[] = []
  let failing = failures
  const fetcher: typeof fetch = async (input, init) => {
    const url = String(input)
    const bearer = new Headers(init?.headers).get('authorization') ?? ''
    expect(bearer).toMatch(
      url.startsWith('https://api.cloudflare.com') ? /^Bearer token$/ : /^Bearer vk_live_deployer_/,
    )
    asked.push(
      `${init?.method ?? 'GET'} ${url.replace(CLOUDFLARE, 'CF').replace('https://vale.example/api/backup', '')}`,
    )
    if (failing > 0) {
      failing -= 1
      throw new TypeError('fetch failed')
    }
    return url in answers ? Response.json(answers[url]) : new Response('nothing', { status: 404 })
  }
  return { asked, world: deployedWorld('https://vale.example', 'live', KEYS, ACCOUNT, fetcher) }
}

const at = (path: string) => `https://vale.example/api/backup${path}`

describe('a deployed world', () => {
  it('is read from its Worker, its objects named by Cloudflare, in the order of restoring', async () => {
    const namespaces = ['PrincipalObject', 'VoucherObject', 'AccountObject', 'StockObject'].map((name) => ({
      id: `ns-${name}`,
      script: 'vale',
      class: name,
    }))
    const objects = (name: string) => `${CLOUDFLARE}/ns-${name}/objects?limit=1000`
    const row = { kind: 'row', table: 'customers', row: { id: 'cus_1' } }
    const image = { kind: 'image', key: 'images/a.png', type: 'image/png', metadata: {}, bytes: '' }
    const { world, asked } = network({
      [`${CLOUDFLARE}?per_page=100&page=1`]: good(namespaces),
      [objects('PrincipalObject')]: good([{ id: id('a'), hasStoredData: true }]),
      [objects('VoucherObject')]: good([
        { id: id('b'), hasStoredData: true },
        { id: id('c'), hasStoredData: false },
      ]),
      [objects('AccountObject')]: good([{ id: id('d'), hasStoredData: true }]),
      [objects('StockObject')]: good([{ id: id('e'), hasStoredData: true }]),
      [at('/rows/customers')]: { data: [row], next: '["cus_1"]' },
      [at('/rows/customers?after=%5B%22cus_1%22%5D')]: { data: [], next: null },
      [at('/images')]: { keys: ['images/a.png'], next: null },
      [at('/images/images/a.png')]: { data: [image], next: null },
      [at('/principals')]: { data: [{ kind: 'principal' }], next: null },
      [at('/vouchers')]: { data: [{ kind: 'voucher' }], next: null },
      [at('/accounts')]: { data: [{ kind: 'account' }], next: null },
      [at('/stocks')]: { data: [{ kind: 'stock' }], next: null },
      [at('/directory')]: { data: [{ kind: 'directory' }], next: null },
    })
    const kinds: string[] = []
    for await (const line of world.lines(FACTS)) kinds.push(line.kind)
    expect(kinds).toEqual(['row', 'image', 'principal', 'voucher', 'account', 'stock', 'directory'])
    const posted = asked.filter((one) => one.startsWith('POST'))
    expect(posted).toEqual(['POST /principals', 'POST /vouchers', 'POST /accounts', 'POST /stocks'])
  })

  it('is asked again when the line fails, three times, and then said to be out of reach', async () => {
    const passing = network({ [at('')]: FACTS }, 2)
    expect(await passing.world.facts()).toEqual(FACTS)
    const gone = network({ [at('')]: FACTS }, 3)
    await expect(gone.world.facts()).rejects.toThrow('https://vale.example cannot be reached.')
    expect(gone.asked).toHaveLength(3)
  })
})
