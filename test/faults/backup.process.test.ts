import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { backUp } from '../../scripts/backup/backup.ts'
import { checkedHead } from '../../scripts/backup/file.ts'
import { restore } from '../../scripts/backup/restore.ts'
import { localWorld, type World } from '../../scripts/backup/world.ts'
import { loadDemo } from '../../scripts/local/demo.ts'
import { type Keys, keysOf, newKey } from '../../scripts/local/keys.ts'
import { startServer } from '../../scripts/local/server.ts'
import { everything, type House, house, lists } from './house.ts'

const root = join(import.meta.dirname, '../..')
const AT = '2026-11-25T18:00:00.000Z'
const quiet = () => {}
const newKeys = (): Keys => ({ CODE_KEY: newKey(), SEAL_KEY: newKey() })
const KEYS = newKeys()

let folder: string
let file: string
let old: House
let cookie: string
let apiKey: string

function call({ server }: House, path: string, body?: unknown, key: string = crypto.randomUUID()) {
  const headers = {
    authorization: `Bearer ${apiKey}`,
    'content-type': 'application/json',
    'idempotency-key': key,
  }
  return fetch(`${server.url}/api/v1${path}`, {
    headers,
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  })
}

const COFFEE = {
  title: 'Coffee on us',
  benefit: { kind: 'item', item: 'Coffee' },
  validity: { kind: 'days', count: 30 },
  note: 'Said sorry to Ana',
}
interface Voucher {
  readonly id: string
  readonly code: string
}
let unused: Voucher
let used: Voucher

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vale-backup-'))
  file = join(folder, 'brand.vale')
  old = await house(join(folder, 'old'), 'demo', KEYS)
  await loadDemo(old.server.url, quiet)
  const facts = (await (await fetch(`${old.server.url}/demo/facts`)).json()) as {
    readonly api_key: string
    readonly staff: readonly { readonly signin_url: string }[]
  }
  apiKey = facts.api_key
  const signedIn = await fetch(facts.staff[0]?.signin_url ?? '', { redirect: 'manual' })
  cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  unused = (await (await call(old, '/vouchers', COFFEE)).json()) as Voucher
  used = (await (await call(old, '/vouchers', COFFEE)).json()) as Voucher
  expect((await call(old, `/vouchers/${used.code}/redemptions`, {}, 'first')).status).toBe(201)
  expect((await call(old, `/vouchers/${used.code}/redemptions`, {})).status).toBe(409)
  const projected = async () => {
    const { entries = [] } = await lists(old)
    expect(entries.filter((row) => row.includes(used.id) || row.includes(unused.id))).toHaveLength(4)
  }
  await vi.waitFor(projected, { timeout: 60_000, interval: 250 })
  await backUp(old.world, file, { at: AT, keys: null, say: quiet })
}, 400_000)

afterAll(async () => {
  await old.server.stop()
  await rm(folder, { recursive: true, force: true })
})

/** The figures of the home page once everything is counted. */
function figuresAt({ server }: House): Promise<string> {
  return vi.waitFor(
    async () => {
      const html = await (await fetch(`${server.url}/admin`, { headers: { cookie } })).text()
      expect(html).not.toContain('More is being counted')
      const [figures = ''] = /<dl class="figures.*?<\/dl>/s.exec(html) ?? []
      expect(figures).not.toBe('')
      return figures
    },
    { timeout: 100_000, interval: 250 },
  )
}

describe('a backup restored into an empty state', () => {
  let fresh: House
  beforeAll(async () => {
    fresh = await house(join(folder, 'fresh'), 'index', KEYS)
    await restore(fresh.world, file, quiet)
  }, 400_000)
  afterAll(() => fresh.server.stop())

  it('has every ledger, salt and hash, principal, row and picture byte for byte', async () => {
    const before = await everything(old)
    expect(before.length).toBeGreaterThan(500)
    expect(await everything(fresh)).toEqual(before)
  })

  it('has the same lists', async () => {
    expect(await lists(fresh)).toEqual(await lists(old))
  })

  it('tells the same figures at home', async () => {
    const before = await figuresAt(old)
    expect(before).toContain('Value outstanding')
    expect(await figuresAt(fresh)).toBe(before)
  }, 120_000)

  it('changes nothing when it is restored a second time', async () => {
    const said: string[] = []
    const before = await everything(fresh)
    await restore(fresh.world, file, (line) => said.push(line))
    expect(said[0]).toMatch(/^\d+ parts of this backup are here already and stay as they are\.$/)
    expect(await everything(fresh)).toEqual(before)
  })

  it('refuses what was redeemed with what is known of it, and answers the first sending as then', async () => {
    const again = await call(fresh, `/vouchers/${used.code}/redemptions`, {})
    expect(again.status).toBe(409)
    expect(await again.json()).toMatchObject({ reason: 'already_redeemed', by: expect.any(String), seq: 2 })
    const replayed = await call(fresh, `/vouchers/${used.code}/redemptions`, {}, 'first')
    expect([replayed.status, replayed.headers.get('idempotent-replayed')]).toEqual([201, 'true'])
  })

  it('redeems what was not, once', async () => {
    const tries = await Promise.all(
      Array.from({ length: 8 }, () => call(fresh, `/vouchers/${unused.code}/redemptions`, {})),
    )
    expect(tries.map(({ status }) => status).toSorted()).toEqual([201, ...Array(7).fill(409)])
  })

  it('keeps people signed in and pictures where they were', async () => {
    expect((await fetch(`${fresh.server.url}/admin/vouchers`, { headers: { cookie } })).status).toBe(200)
    const db = await fresh.server.mf.getD1Database('DB')
    const url = await db
      .prepare("SELECT terms ->> 'image_url' AS url FROM vouchers WHERE url IS NOT NULL")
      .first('url')
    const [there, here] = await Promise.all([old, fresh].map(({ server }) => fetch(`${server.url}${url}`)))
    expect(here?.headers.get('content-type')).toBe(there?.headers.get('content-type'))
    expect(await here?.arrayBuffer()).toEqual(await there?.arrayBuffer())
  })

  it('is refused once the world has gone on: it is no longer what the backup says', async () => {
    await expect(restore(fresh.world, file, quiet)).rejects.toThrow(
      /^This world is not empty: it holds .* Nothing was restored\.$/,
    )
  })
})

describe('a restore that is cut off', () => {
  it('says so, leaves a world nobody has set up, and is taken up by the next', async () => {
    const cut = await house(join(folder, 'cut'), 'index', KEYS)
    try {
      let batches = 0
      const dying: World = {
        ...cut.world,
        write: (lines) => {
          batches += 1
          if (batches > 12) throw new Error('the line went dead')
          return cut.world.write(lines)
        },
      }
      await expect(restore(dying, file, quiet)).rejects.toThrow(
        /^The restore was cut off after \d+ of \d+ parts: the line went dead\nWhat is restored stays .* run the same restore again\.$/,
      )
      expect((await everything(cut)).some((line) => line.includes('"kind":"directory"'))).toBe(false)
      const said: string[] = []
      await restore(cut.world, file, (line) => said.push(line))
      expect(said[0]).toMatch(/are here already/)
      expect(await everything(cut)).toEqual(await everything(old))
      expect(await lists(cut)).toEqual(await lists(old))
    } finally {
      await cut.server.stop()
    }
  }, 400_000)
})

describe('a file that is not the whole, unaltered backup', () => {
  /** A world that must not be written to. */
  const untouchable = (): World => ({
    ...old.world,
    write: () => {
      throw new Error('it was written to')
    },
  })

  it('is refused before anything is written, whichever byte is another', async () => {
    const whole = await readFile(file)
    const places = [
      0,
      3,
      4,
      9,
      10,
      200,
      5000,
      whole.length >> 1,
      whole.length - 9,
      whole.length - 8,
      whole.length - 1,
    ]
    for (const place of places) {
      const damaged = Buffer.from(whole)
      damaged[place] = (damaged[place] ?? 0) ^ 0x55
      const path = join(folder, 'damaged.vale')
      await writeFile(path, damaged)
      await expect(restore(untouchable(), path, quiet), `byte ${place}`).rejects.toThrow(
        /is damaged or was cut off; nothing was restored\.$/,
      )
    }
  })

  it('is refused when it was cut off, or a line of it changed under a good wrapping', async () => {
    const whole = await readFile(file)
    const path = join(folder, 'changed.vale')
    await writeFile(path, whole.subarray(0, whole.length - 4000))
    await expect(checkedHead(path)).rejects.toThrow(/damaged or was cut off/)
    const text = gunzipSync(whole).toString('utf8')
    const lines = text.trimEnd().split('\n')
    for (const changed of [
      text.replace('Said sorry to Ana', 'Said sorry to Eva'),
      `${lines.slice(0, -1).join('\n')}\n`,
    ]) {
      const packed = gzipSync(changed)
      packed[9] = 255
      await writeFile(path, packed)
      await expect(checkedHead(path)).rejects.toThrow(/damaged or was cut off/)
    }
  })

  it('of other keys, of another world or of a later format is refused with what to do', async () => {
    const stranger = await house(join(folder, 'stranger'), 'index', newKeys())
    try {
      await expect(restore(stranger.world, file, quiet)).rejects.toThrow(
        /made under another CODE_KEY and SEAL_KEY/,
      )
      expect(await everything(stranger)).toEqual([])
    } finally {
      await stranger.server.stop()
    }
    const live: World = {
      ...untouchable(),
      facts: async () => ({ ...(await old.world.facts()), world: 'live' }),
    }
    await expect(restore(live, file, quiet)).rejects.toThrow(
      /is of the test world, and this is the live world\.$/,
    )
  }, 60_000)

  it('is not read with keys that are none of the deployer', async () => {
    const keys = newKeys()
    await expect(localWorld(old.server, old.stateDir, keys).facts()).rejects.toThrow(
      /deployed with other keys/,
    )
  })
})

describe('npm run backup and npm run restore', () => {
  const run = (script: string, args: string[], stateDir: string) =>
    promisify(execFile)(process.execPath, [join(root, script), ...args], {
      cwd: root,
      env: { ...process.env, STATE_DIR: stateDir, CODE_KEY: '', SEAL_KEY: '' },
    })

  it('carry the keys only when asked, and a small brand from one folder to another', async () => {
    const first = join(folder, 'first')
    const small = await startServer({ stateDir: first, port: 0, entry: 'index' })
    await small.stop()
    const bare = join(folder, 'bare.vale')
    const kept = join(folder, 'kept.vale')
    const said = await run('scripts/backup.ts', [bare], first)
    expect(said.stdout).toContain('CODE_KEY and SEAL_KEY are not in it')
    await expect(run('scripts/restore.ts', [bare], join(folder, 'second'))).rejects.toMatchObject({
      stderr: expect.stringContaining('does not hold its keys'),
    })
    await run('scripts/backup.ts', [kept, '--with-keys'], first)
    expect((await run('scripts/restore.ts', [kept], join(folder, 'third'))).stdout).toContain(
      'Restored: 0 vouchers',
    )
    expect(keysOf(join(folder, 'third'))).toEqual(keysOf(first))
    await expect(run('scripts/backup.ts', [kept], first)).rejects.toMatchObject({
      stderr: expect.stringContaining('a backup overwrites nothing'),
    })
  }, 400_000)
})
