import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemo } from '../../scripts/local/demo.ts'
import { type Server, startServer } from '../../scripts/local/server.ts'
import { localState } from '../../scripts/rebuild/local-state.ts'
import { rebuild } from '../../scripts/rebuild/rebuild.ts'

/** What the tests read of /demo/facts. */
interface Facts {
  readonly url: string
  readonly api_key: string
  readonly brand: { readonly name: string; readonly zone: string; readonly currency: string }
  readonly stores: readonly { readonly id: string; readonly name: string; readonly zone: string }[]
  readonly staff: readonly Person[]
  readonly devices: readonly Person[]
  readonly customers: readonly { readonly id: string; readonly name: string; readonly wallet_url: string }[]
  readonly offers: readonly { readonly slug: string }[]
  readonly invitations: readonly { readonly name: string; readonly join_url: string }[]
}
interface Person {
  readonly name: string
  readonly role: string
  readonly store_id: string | null
  readonly signin_url: string
}

const root = join(import.meta.dirname, '../..')
let stateDir: string
let server: Server
const start = () => startServer({ stateDir, port: 0, entry: 'demo' })
const facts = async () => (await (await fetch(`${server.url}/demo/facts`)).json()) as Facts
const get = (url: string) => fetch(url, { redirect: 'manual' })

/** Everything the lists hold, in an order of its own. */
async function lists(): Promise<readonly unknown[]> {
  const db = await server.mf.getD1Database('DB')
  const read = async (table: string, order: string) =>
    (await db.prepare(`SELECT * FROM ${table} ORDER BY ${order}`).all()).results
  return [
    await read('vouchers', 'id'),
    await read('entries', 'voucher_id, seq'),
    await read('voucher_terms', 'term, voucher_id'),
    await read("people WHERE kind <> 'key'", 'id'),
    await read("people_terms WHERE kind <> 'key'", 'term, folded, person_id'),
  ]
}

async function loaded(): Promise<string[]> {
  const said: string[] = []
  await loadDemo(server.url, (text) => said.push(text))
  return said.join('').trim().split('\n')
}

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'vale-demo-'))
  await killedWhileLoading()
  server = await start()
}, 120_000)

afterAll(async () => {
  await server.stop()
  await rm(stateDir, { recursive: true, force: true })
})

/** Loads the demo in a process of its own and kills it, with the runtime it started, in the middle. */
async function killedWhileLoading(): Promise<void> {
  const args = ['scripts/local/serve.ts', '--state', stateDir, '--entry', 'demo']
  const child = spawn(process.execPath, args, {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise<string>((found) => {
    child.stdout.once('data', (text) => found((JSON.parse(String(text)) as { readonly url: string }).url))
  })
  const ended = new Promise((done) => child.once('exit', done))
  const kill = (text: string) => text.startsWith('200 of') && process.kill(-(child.pid ?? 0), 'SIGKILL')
  await expect(loadDemo(url, kill)).rejects.toThrow()
  await ended
}

describe('loading the demo brand', () => {
  it('takes a load that was killed up where it was, and tells nothing twice', async () => {
    expect((await get(`${server.url}/demo/facts`)).status).toBe(409)
    const said = await loaded()
    expect(said[0]).toBe('Loading Meridiano, the demo brand, with a year of vouchers.')
    const [, vouchers, entries] =
      /^(\d+) vouchers with (\d+) ledger entries, up to last night\.$/.exec(said.at(-1) ?? '') ?? []
    // What plans, rules and offers gave out came of the product itself, after the load.
    const past = 'FROM vouchers WHERE offer_id IS NULL'
    const db = await server.mf.getD1Database('DB')
    const count = (statement: string) => db.prepare(statement).first<number>('n')
    expect(await count(`SELECT count(*) AS n ${past}`)).toBe(Number(vouchers))
    expect(await count(`SELECT count(*) AS n FROM entries WHERE voucher_id IN (SELECT id ${past})`)).toBe(
      Number(entries),
    )
  })

  it('leaves a state folder alone that has a brand, and says so', async () => {
    const before = await lists()
    expect(await loaded()).toEqual(['Meridiano is here already, with everything done so far.'])
    expect(await lists()).toEqual(before)
  })

  it('gives vouchers pictures that are served', async () => {
    const db = await server.mf.getD1Database('DB')
    const query = "SELECT DISTINCT terms ->> 'image_url' AS url FROM vouchers WHERE url IS NOT NULL"
    const { results } = await db.prepare(query).all<{ url: string }>()
    expect(results).toHaveLength(8)
    for (const { url } of results) {
      const picture = await fetch(server.url + url)
      expect(picture.status).toBe(200)
      expect(picture.headers.get('content-type')).toBe('image/webp')
    }
  })
})

describe('the facts for tools', () => {
  it('say where, as whom and with which key to work', async () => {
    const found = await facts()
    expect(found.url).toBe(server.url)
    expect(found.brand).toEqual({ name: 'Meridiano', zone: 'Europe/Lisbon', currency: 'EUR' })
    expect(found.stores.map(({ name }) => name)).toEqual([
      'Chiado',
      'Campo de Ourique',
      'Belém',
      'Ponta Delgada',
      'Livraria Mar',
    ])
    expect(found.staff).toHaveLength(8)
    expect(new Set(found.staff.map(({ role }) => role))).toEqual(
      new Set(['admin', 'manager', 'operator', 'partner']),
    )
    expect(found.devices.map(({ role, store_id }) => [role, store_id])).toEqual([
      ['kiosk', 'sto_belem'],
      ['counter', 'sto_chiado'],
    ])
    expect(found.customers).toHaveLength(60)
    expect(found.offers.map(({ slug }) => slug)).toContain('second-coffee-free')
    expect(found.offers).toHaveLength(8)
  })

  it('give a key that may do everything a key may', async () => {
    const { api_key } = await facts()
    const headers = {
      authorization: `Bearer ${api_key}`,
      'content-type': 'application/json',
      'idempotency-key': 'one',
    }
    const title = 'Coffee on us'
    const body = JSON.stringify({
      title,
      benefit: { kind: 'item', item: 'Coffee' },
      validity: { kind: 'days', count: 3 },
    })
    const issued = await fetch(`${server.url}/api/v1/vouchers`, { method: 'POST', headers, body })
    expect(issued.status).toBe(201)
    expect(await issued.json()).toMatchObject({ title, status: 'active', code: expect.any(String) })
  })
})

describe('links that sign in', () => {
  it('lead everybody to their work, any number of times', async () => {
    const { staff, devices, customers } = await facts()
    const places = {
      admin: '/admin',
      manager: '/admin',
      operator: '/scan',
      partner: '/scan',
      kiosk: '/scan',
      counter: '/counter',
    }
    for (const { role, signin_url } of [...staff, ...devices, ...staff]) {
      const answer = await get(signin_url)
      expect([role, answer.status, answer.headers.get('location')]).toEqual([
        role,
        303,
        places[role as 'admin'],
      ])
      const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
      expect((await fetch(server.url + answer.headers.get('location'), { headers: { cookie } })).status).toBe(
        200,
      )
    }
    const joana = customers.find(({ name }) => name === 'Joana Martins')
    const answer = await get(joana?.wallet_url ?? '')
    expect(answer.headers.get('location')).toBe('/wallet')
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    const wallet = await (await fetch(`${server.url}/wallet`, { headers: { cookie } })).text()
    expect(wallet).toContain('Ten coffees, nine paid')
  })

  it('are of no use with another key, for nobody, or under another host name', async () => {
    const { staff } = await facts()
    const [ines] = staff
    const link = new URL(ines?.signin_url ?? '')
    expect((await get(`${server.url}${link.pathname}?key=guess`)).status).toBe(404)
    expect((await get(`${server.url}/demo/signin/usr_nobody${link.search}`)).status).toBe(404)
    expect((await get(`${server.url}/demo/signin/cus_nobody${link.search}`)).status).toBe(404)
    expect(await statusUnder('vale.example', link.pathname + link.search)).toBe(404)
    expect(await statusUnder('vale.example', '/demo/facts')).toBe(404)
    expect(await statusUnder('localhost', '/demo/facts')).toBe(200)
  })

  it('stand on the sign-in page, and an invitation waits for who begins on Monday', async () => {
    const page = await (await get(`${server.url}/signin`)).text()
    expect(page).toContain('Inês Carvalho')
    expect(page).toContain('/demo/signin/usr_ines?key=')
    const [{ name, join_url } = { name: '', join_url: '' }] = (await facts()).invitations
    const invitation = await get(join_url)
    expect(invitation.status).toBe(200)
    expect(await invitation.text()).toContain(name)
    expect(page).not.toContain(name)
  })
})

/** Fetch does not let one choose the host name; a page elsewhere whose name leads here does. */
function statusUnder(host: string, path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(server.url)
  return new Promise((done, failed) => {
    request({ hostname, port, path, headers: { host: `${host}:${port}` } }, (answer) => {
      answer.resume()
      done(answer.statusCode)
    })
      .on('error', failed)
      .end()
  })
}

describe('starting again', () => {
  it('keeps everything, and makes new links', async () => {
    const before = await lists()
    const { staff, api_key } = await facts()
    await server.stop()
    server = await start()
    const old = new URL(staff[0]?.signin_url ?? '')
    expect((await get(server.url + old.pathname + old.search)).status).toBe(404)
    expect(await loaded()).toEqual(['Meridiano is here already, with everything done so far.'])
    expect((await facts()).api_key).toBe(api_key)
    expect(await lists()).toEqual(before)
  })
})

describe('[R25] rebuilding the lists of a state folder', () => {
  it('ends with what was there, redemptions of a minute ago too', async () => {
    await redeemSome()
    const before = await lists()
    const db = await server.mf.getD1Database('DB')
    await db.exec("UPDATE vouchers SET state = 'void', seq = seq - 1 WHERE issued_at % 2 = 0")
    await db.exec('DELETE FROM entries WHERE seq = 2')
    const ledgers = await localState(server, stateDir)
    await rebuild(ledgers, () => {}).finally(ledgers.close)
    expect(await lists()).toEqual(before)
  })

  it('leaves no key behind', async () => {
    const ledgers = await localState(server, stateDir)
    await ledgers.close()
    await expect(ledgers.project(['f'.repeat(64)])).rejects.toThrow('The Worker did not project: 401')
  })
})

/** Redeems a few vouchers through the API and waits until the lists know. */
async function redeemSome(): Promise<void> {
  const { api_key } = await facts()
  const headers = { authorization: `Bearer ${api_key}`, 'content-type': 'application/json' }
  const listed = await fetch(`${server.url}/api/v1/vouchers?status=active&limit=12`, { headers })
  const { data } = (await listed.json()) as { readonly data: readonly { readonly id: string }[] }
  for (const { id } of data) {
    const keyed = { ...headers, 'idempotency-key': `redeem ${id}` }
    const body = JSON.stringify({ store_id: 'sto_chiado' })
    await fetch(`${server.url}/api/v1/vouchers/${id}/redemptions`, { method: 'POST', headers: keyed, body })
  }
  const db = await server.mf.getD1Database('DB')
  const behind = async () => {
    const query = `SELECT count(*) AS n FROM vouchers WHERE seq < 2 AND id IN (${data.map(() => '?').join()})`
    return db
      .prepare(query)
      .bind(...data.map(({ id }) => id))
      .first<number>('n')
  }
  await expect.poll(behind, { timeout: 20_000 }).toBe(0)
}
