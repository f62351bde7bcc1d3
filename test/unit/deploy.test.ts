import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { experimental_readRawConfig } from 'wrangler'
import { deploy } from '../../scripts/deploy/deploy.ts'
import { readHost } from '../../scripts/deploy/wish.ts'
import { type Account, deployer, emptyAccount } from './cloudflare-account.ts'

const committed = experimental_readRawConfig({
  config: join(import.meta.dirname, '../../wrangler.toml'),
}).rawConfig
const FIRST = ['vouchers.lume.example', 'live', 'none', 'kept']
const link = 'https://vouchers.lume.example/join/x'
const begin = (flags: Partial<Parameters<typeof deploy>[1]['flags']> = {}) => ({
  flags: { yes: false, ...flags },
  committed,
  keys: null,
  firstAdmin: async () => link,
})

describe('the first deploy', () => {
  it('asks for the host name first, makes everything once and ends with the first admin’s link', async () => {
    const account = emptyAccount()
    const { steps, said, ran, files } = deployer(account, FIRST)
    await deploy(steps, begin())
    expect(said[0]).toMatch(/^Passkeys and printed links belong to the host name for ever/)
    expect(said[1]).toMatch(/^Under which host name/)
    expect(said.at(-1)).toBe(`The first admin joins here, once, within a week: ${link}`)
    expect(account.buckets).toEqual(['vale-images'])
    expect(account.databases).toEqual([{ uuid: 'd1-1', name: 'vale' }])
    expect(ran).toEqual([
      'whoami --json',
      'd1 list --json',
      'r2 bucket list',
      'r2 bucket create vale-images',
      'd1 create vale',
      'd1 list --json',
      'secret list --config wrangler.deploy.json',
      'secret bulk --config wrangler.deploy.json',
      '(build)',
      'd1 migrations apply vale --remote --config wrangler.deploy.json',
      'deploy --config wrangler.deploy.json',
    ])
    expect(JSON.parse(files.get('wrangler.deploy.json') ?? '')).toMatchObject({
      name: 'vale',
      account_id: '0b5e',
      workers_dev: false,
      routes: [{ pattern: 'vouchers.lume.example', custom_domain: true }],
      vars: { WORLD: 'live', JURISDICTION: '' },
      d1_databases: [{ binding: 'DB', database_name: 'vale', database_id: 'd1-1' }],
      durable_objects: committed.durable_objects,
    })
  })

  it('shows the keys once, before they are in use, and no file holds them', async () => {
    const account = emptyAccount()
    const { steps, said, files } = deployer(account, [
      'vouchers.lume.example',
      'live',
      'none',
      'what?',
      'kept',
    ])
    await deploy(steps, begin())
    const { CODE_KEY, SEAL_KEY } = account.secrets.vale ?? {}
    expect(said.filter((line) => line.includes(CODE_KEY ?? ''))).toEqual([`  CODE_KEY=${CODE_KEY}`])
    expect(said.filter((line) => line.includes(SEAL_KEY ?? ''))).toEqual([`  SEAL_KEY=${SEAL_KEY}`])
    expect([...files.values()].join()).not.toContain(CODE_KEY)
  })

  it('of the test world touches nothing of the live one', async () => {
    const account = emptyAccount()
    await deploy(deployer(account, FIRST).steps, begin())
    const files = new Map<string, string>()
    await deploy(deployer(account, ['test.lume.example', 'test', 'eu', 'kept'], { files }).steps, begin())
    expect(account.databases.map(({ name }) => name)).toEqual(['vale', 'vale-test'])
    expect(account.buckets).toEqual(['vale-images', 'vale-test-images'])
    expect(Object.keys(account.secrets)).toEqual(['vale', 'vale-test'])
    expect(JSON.parse(files.get('wrangler.deploy.json') ?? '')).toMatchObject({
      name: 'vale-test',
      vars: { WORLD: 'test', JURISDICTION: 'eu' },
      r2_buckets: [{ bucket_name: 'vale-test-images', jurisdiction: 'eu' }],
    })
  })

  it('is at the address of workers.dev where that is the host name', async () => {
    const { steps, files } = deployer(emptyAccount(), ['vale.lume.workers.dev', 'live', 'none', 'kept'])
    await deploy(steps, begin())
    const config = JSON.parse(files.get('wrangler.deploy.json') ?? '') as Record<string, unknown>
    expect([config.workers_dev, config.routes]).toEqual([true, undefined])
  })
})

describe('a deploy that is run again', () => {
  it('asks for neither keys nor jurisdiction, and makes nothing', async () => {
    const account = emptyAccount()
    const { steps, files } = deployer(account, FIRST)
    await deploy(steps, begin())
    const before = structuredClone({ ...account, deployed: [] })
    const again = deployer(account, ['vouchers.lume.example', 'live'], { files })
    await deploy(again.steps, begin())
    expect({ ...account, deployed: [] }).toEqual(before)
    expect(account.deployed).toHaveLength(2)
  })

  const steps = Array.from({ length: 11 }, (_, index) => index + 1)
  it.each(steps.flatMap((step) => [[step, 'before'] as const, [step, 'after'] as const]))(
    'after step %i failed, %s it did anything, goes on and makes nothing twice',
    async (failing, when) => {
      const account = emptyAccount()
      const first = deployer(account, FIRST, { failing, when })
      await expect(deploy(first.steps, begin())).rejects.toThrow()
      const second = deployer(account, answersLeft(account, first.files), { files: first.files })
      await deploy(second.steps, begin())
      expect(account.buckets).toEqual(['vale-images'])
      expect(account.databases).toHaveLength(1)
      expect(account.deployed.length).toBeGreaterThanOrEqual(1)
      expect(second.said.at(-1)).toContain(link)
      const shown = [...first.said, ...second.said].join('\n')
      expect(shown).toContain(`CODE_KEY=${account.secrets.vale?.CODE_KEY}`)
    },
  )

  it('from another folder is asked for the jurisdiction again, and never guesses it', async () => {
    const account = emptyAccount()
    await deploy(deployer(account, FIRST).steps, begin())
    const machine = deployer(account, null)
    const flags = { host: 'vouchers.lume.example', world: 'live', yes: true }
    await expect(deploy(machine.steps, begin(flags))).rejects.toThrow(
      /^Say --jurisdiction none, eu or fedramp/,
    )
    await deploy(machine.steps, begin({ ...flags, jurisdiction: 'none' }))
    expect(account.deployed).toHaveLength(2)
  })

  it('moves to another name, account or jurisdiction only knowingly, or not at all', async () => {
    const account = emptyAccount()
    account.accounts.push({ id: '77aa', name: 'Other' })
    const { steps, files } = deployer(account, ['vouchers.lume.example', 'live', 'Lume', 'none', 'kept'])
    await deploy(steps, begin())
    const at = (answers: string[], flags = {}) =>
      deploy(deployer(account, answers, { files }).steps, begin(flags))
    await expect(at(['other.lume.example', 'live', 'no'])).rejects.toThrow(
      'it stays at vouchers.lume.example',
    )
    await expect(at(['vouchers.lume.example', 'live'], { jurisdiction: 'eu' })).rejects.toThrow(
      'cannot be changed',
    )
    await expect(at(['vouchers.lume.example', 'live'], { account: '77aa' })).rejects.toThrow(
      'in another one it would be empty',
    )
    expect(account.deployed).toHaveLength(1)
  })
})

/** What is asked the second time: the jurisdiction only if it was not kept, the keys only if they are not set. */
function answersLeft(account: Account, files: ReadonlyMap<string, string>): string[] {
  return [
    'vouchers.lume.example',
    'live',
    ...(files.has('.deploy.json') ? [] : ['none']),
    ...('vale' in account.secrets ? [] : ['kept']),
  ]
}

describe('what is missing is said in a sentence', () => {
  const stopped = async (change: (account: Account) => void) => {
    const account = emptyAccount()
    change(account)
    const { steps } = deployer(account, FIRST)
    return deploy(steps, begin()).then(
      () => 'deployed',
      (failure: Error) => failure.message,
    )
  }

  it('no login, no R2, half the keys', async () => {
    expect(await stopped((account) => (account.loggedIn = false))).toMatch(
      /^You are not logged in to Cloudflare: run npx wrangler login/,
    )
    expect(await stopped((account) => (account.r2 = false))).toMatch(
      /^R2 is not switched on in this account: .* run npm run deploy again\.$/,
    )
    expect(await stopped((account) => (account.secrets.vale = { CODE_KEY: 'x' }))).toBe(
      'Only CODE_KEY is set. Set SEAL_KEY to the value you kept: npx wrangler secret put SEAL_KEY --config wrangler.deploy.json',
    )
  })

  it('what Wrangler complained of, without its colours', async () => {
    const { steps } = deployer(emptyAccount(), FIRST, { failing: 4 })
    await expect(deploy(steps, begin())).rejects.toThrow(
      'The bucket vale-images was not made.\nWrangler says: fetch failed\nWhat is done stays done: run npm run deploy again when this is mended.',
    )
  })

  it('for machines: every flag that is missing, and keys that nobody would see', async () => {
    const flags = { host: 'vouchers.lume.example', world: 'live', yes: true }
    const machine = (more: object) =>
      deploy(deployer(emptyAccount(), null).steps, begin({ ...flags, ...more }))
    await expect(machine({ host: undefined })).rejects.toThrow(/^Say --host NAME/)
    await expect(machine({ world: 'staging' })).rejects.toThrow('"staging" is no answer')
    await expect(machine({})).rejects.toThrow(/shown once, to be kept: .* set CODE_KEY and SEAL_KEY\.$/)
    const keys = { CODE_KEY: 'c'.repeat(43), SEAL_KEY: 's'.repeat(43) }
    const account = emptyAccount()
    const { steps, said } = deployer(account, null)
    await deploy(steps, { ...begin(flags), keys })
    expect(account.secrets.vale).toEqual(keys)
    expect(said.join()).not.toContain(keys.CODE_KEY)
  })

  it('a host name that is none', () => {
    expect(['https://Vouchers.Lume.example/', 'vale.lume.workers.dev'].map(readHost)).toEqual([
      'vouchers.lume.example',
      'vale.lume.workers.dev',
    ])
    for (const text of [
      '',
      'localhost',
      'a..b',
      'lume.example:8787',
      'lume.example/x',
      '-a.example',
      '127.0.0.1',
    ])
      expect(readHost(text), text).toBeNull()
  })
})
