import { runDurableObjectAlarm } from 'cloudflare:test'
import { Hono } from 'hono'
import { beforeAll, describe, expect, it } from 'vitest'
import { cluesOf, ERASURE_STEPS, type ErasureStep, stepAfter } from '../../src/erasure.ts'
import type { VoucherId } from '../../src/id.ts'
import { buildApp } from '../../worker/app.ts'
import { everyMinute } from '../../worker/cron.ts'
import { localMailer } from '../../worker/demo/mailbox.ts'
import type { AppEnv } from '../../worker/env.ts'
import { recordsMergedInto } from '../../worker/library/customer-merges.ts'
import { customerById } from '../../worker/library/customers.ts'
import { decideErasure, erasureOf } from '../../worker/library/erasures.ts'
import { foldRollups } from '../../worker/library/rollups.ts'
import { voucherStub } from '../../worker/stubs.ts'
import { brokenLinks, chainOf } from '../objects/chain.ts'
import { account, sentTo } from '../objects/living-account.ts'
import { adjust } from '../unit/an-account.ts'
import { actorNamed } from '../unit/an-actor.ts'
import { issued, ORIGIN, openLume, world } from './cast.ts'
import { leadsTo, soon, stranger, textOf } from './pages.ts'
import { type Planted, plant } from './planted.ts'
import { everythingKept, remains } from './remains.ts'

beforeAll(openLume)

/** The Worker with a mailbox that keeps letters, as a local start has it. */
const app = buildApp({ routes: new Hono<AppEnv>(), signinDoors: () => [], mailer: localMailer })

function post(path: string, cookie: string): Promise<Response> {
  const headers = {
    cookie,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/x-www-form-urlencoded',
  }
  return Promise.resolve(
    app.fetch(new Request(`${ORIGIN}${path}`, { method: 'POST', headers, body: '' }), world),
  )
}

/** Vouchers tell the lists of what they lost when their alarm comes. */
async function alarms(ids: readonly VoucherId[]): Promise<void> {
  for (const id of ids) await runDurableObjectAlarm(world.VOUCHERS.get(world.VOUCHERS.idFromName(id)))
}

/** The figures of the home page, everything counted that has happened by then. */
async function figures(one: Planted): Promise<string> {
  await foldRollups(world.DB, 'Europe/Lisbon', Date.now() + 60_000)
  const html = await (await one.rui.get('/admin')).text()
  return /<dl class="figures.*?<\/dl>/s.exec(html)?.[0] ?? ''
}

const rows = async (query: string) => (await world.DB.prepare(query).all()).results

describe('Erasing a customer', () => {
  let one: Planted
  let before: { figures: string; facts: string[][]; entries: unknown }
  beforeAll(async () => {
    one = await plant()
    await alarms(one.vouchers)
    const facts = await Promise.all(
      one.vouchers.map(async (id) => (await chainOf(id)).map((line) => line.facts)),
    )
    before = {
      figures: await figures(one),
      facts,
      entries: await rows('SELECT * FROM entries ORDER BY hash'),
    }
    // Everything that was planted is found, or what follows proves nothing.
    const found = remains(await everythingKept(), one.strings)
    for (const place of [
      'D1 customers',
      'D1 customer_terms',
      'D1 customer_tags',
      'D1 vouchers',
      'D1 approvals',
      'D1 customer_import_refusals',
      'VOUCHERS',
      'ACCOUNTS',
      'PRINCIPALS',
      'R2 imports/',
      'R2 mailbox/',
    ])
      expect(
        found.some((where) => where.startsWith(place)),
        place,
      ).toBe(true)
    for (const string of one.strings)
      expect(remains(await everythingKept(), [string]), string).not.toEqual([])
    expect(leadsTo(await post(`/admin/customers/${one.id}/erasure`, one.admin))).toBe(
      `/admin/customers/${one.id}/erasure`,
    )
    await alarms(one.vouchers)
  }, 120_000)

  it('leaves none of their strings in any table, object, picture, file or letter', async () => {
    expect(remains(await everythingKept(), one.strings)).toEqual([])
    expect(await erasureOf(world.DB, one.id)).toMatchObject({ step: null, clues: null, records: one.records })
  })

  it('takes their picture, and leaves one that somebody else shows too', async () => {
    expect(await world.IMAGES.head(one.own.slice(1))).toBeNull()
    expect(await world.IMAGES.head(one.wished.slice(1))).toBeNull()
    expect(await world.IMAGES.head(one.shared.slice(1))).not.toBeNull()
    expect(await world.IMAGES.head(one.waiting)).toBeNull()
  })

  it('leaves ledgers, chains, lists of what happened and figures as they were', async () => {
    for (const [index, id] of one.vouchers.entries()) {
      const chain = await chainOf(id)
      expect(chain.map((line) => line.facts)).toEqual(before.facts[index])
      expect(brokenLinks(chain)).toEqual([])
      expect(chain.every((line) => line.words === null && line.salt === null)).toBe(true)
    }
    expect(await rows('SELECT * FROM entries ORDER BY hash')).toEqual(before.entries)
    expect(await figures(one)).toBe(before.figures)
    expect(before.figures).not.toBe('')
  })

  it('brings no word back when the lists are made from the ledgers again', async () => {
    const listed = 'SELECT * FROM vouchers ORDER BY id'
    const then = await rows(listed)
    const ids = then.map(({ id }) => id as VoucherId)
    await world.DB.exec('DELETE FROM vouchers')
    await Promise.all(ids.map((id) => voucherStub(world, id).reproject()))
    expect(await rows(listed)).toEqual(then)
    expect(remains(await everythingKept(), one.strings)).toEqual([])
  })

  it('makes them nobody: not found, not signed in, without a card, and nothing is issued to them', async () => {
    for (const q of [one.name, one.card, one.email])
      expect(await (await one.shop.get(`/customers?q=${encodeURIComponent(q)}`)).json()).toMatchObject({
        data: [],
      })
    expect((await one.shop.get(`/customers/${one.id}`)).status).toBe(404)
    expect((await one.rui.get(`/admin/customers/${one.id}`)).status).toBe(404)
    expect(leadsTo(await stranger.get('/wallet', { cookie: one.cookie }))).toBe('/signin?then=/wallet')
    for (const customer_id of one.records)
      expect(
        (
          await one.shop.post('/vouchers', {
            title: 'For nobody',
            benefit: { kind: 'item', item: 'Coffee' },
            validity: { kind: 'unlimited' },
            customer_id,
          })
        ).status,
      ).toBe(422)
    expect((await post(`/admin/customers/${one.id}/wallet-links`, one.admin)).status).toBeGreaterThanOrEqual(
      400,
    )
  })

  it('shows whose vouchers they were as a pseudonym, and leaves the neighbour alone', async () => {
    const list = textOf(await (await one.rui.get('/admin/vouchers')).text())
    expect(list).toContain('Erased customer')
    expect(await customerById(world.DB, one.neighbour)).toMatchObject({
      name: expect.stringContaining('Neighbour'),
    })
    expect(remains(await everythingKept(), ['stays with the neighbour'])).not.toEqual([])
    const { objects } = await world.IMAGES.list({ prefix: 'mailbox/' })
    expect(objects).toHaveLength(1)
  })

  it('lets the same address sign up anew, as somebody else', async () => {
    const anew = await (await one.shop.post('/customers', { name: 'New', email: one.email })).json<{
      id: string
    }>()
    expect(one.records).not.toContain(anew.id)
  })

  it('done again changes nothing, and says it is done', async () => {
    const audits = "SELECT count(*) AS n FROM audits WHERE action = 'customer_erased'"
    expect((await post(`/admin/customers/${one.id}/erasure`, one.admin)).status).toBe(303)
    expect(await rows(audits)).toEqual([{ n: 1 }])
    expect(textOf(await (await one.rui.get(`/admin/customers/${one.id}/erasure`)).text())).toContain('Erased')
    expect((await one.rui.get('/admin/customers/cus_nobody/erasure')).status).toBe(404)
  })
})

describe('A voucher issued to them in that very moment', () => {
  it('loses its words with the next minute', async () => {
    const one = await plant()
    const late = await issued(one.shop, { customer_id: one.id, note: 'Xqlatezz words' })
    // Its line comes to the lists only when the erasure is done.
    await soon(async () =>
      expect(await rows(`SELECT 1 FROM vouchers WHERE id = '${late.id}'`)).toHaveLength(1),
    )
    const [row] = await rows(`SELECT * FROM vouchers WHERE id = '${late.id}'`)
    await world.DB.exec(`DELETE FROM vouchers WHERE id = '${late.id}'`)
    await post(`/admin/customers/${one.id}/erasure`, one.admin)
    expect(remains(await everythingKept(), ['Xqlatezz'])).not.toEqual([])
    const names = Object.keys(row ?? {})
    await world.DB.prepare(`INSERT INTO vouchers (${names.join()}) VALUES (${names.map(() => '?').join()})`)
      .bind(...Object.values(row ?? {}))
      .run()
    await everyMinute(world, Date.now(), localMailer(world))
    expect(remains(await everythingKept(), ['Xqlatezz'])).toEqual([])
  })
})

describe('An account credited in that very moment', () => {
  it('keeps the amount, and no word of why', async () => {
    const one = await plant()
    await post(`/admin/customers/${one.id}/erasure`, one.admin)
    const customer = `cus_${one.id.slice(4)}` as const
    const late = sentTo(customer, adjust(7, { words: { reason: 'Xqcreditzz late' } }))
    expect(await account(customer).execute(late)).toMatchObject({ kind: 'accepted', words: {} })
    expect(remains(await everythingKept(), ['Xqcreditzz'])).toEqual([])
    expect((await account(customer).balances()).points.available).toBe(107)
  })
})

/** Where what each step takes out can be read, if it does not run. */
const PLACES: { readonly [S in ErasureStep]: string } = {
  principals: 'PRINCIPALS',
  vouchers: 'VOUCHERS',
  accounts: 'ACCOUNTS',
  lines: 'D1 customer_import_refusals',
  files: 'R2 imports/',
  letters: 'R2 mailbox/',
  library: 'D1 approvals',
}

describe('This test bites', () => {
  it.each(ERASURE_STEPS)('when the steps up to "%s" are left out', async (step) => {
    const one = await plant()
    const row = await customerById(world.DB, one.id)
    if (row === null) throw new Error('planted')
    const records = [row, ...(await recordsMergedInto(world.DB, row.id))]
    const clues = JSON.stringify(cluesOf(records))
    const act = { ...actorNamed('usr_test'), at: Date.now() }
    expect(await decideErasure(world.DB, { customer: one.id, records, ids: [one.id], clues }, act)).toBe(true)
    const skipped = world.DB.prepare('UPDATE erasures SET step = ? WHERE customer_id = ?')
    await skipped.bind(stepAfter(step), one.id).run()
    await everyMinute(world, Date.now(), localMailer(world))
    const found = remains(await everythingKept(), one.strings)
    expect(found.some((where) => where.startsWith(PLACES[step]))).toBe(true)
    await world.DB.prepare(
      'UPDATE erasures SET step = ?, clues = ?, finished_at = NULL WHERE customer_id = ?',
    )
      .bind(ERASURE_STEPS[0], clues, one.id)
      .run()
    await everyMinute(world, Date.now(), localMailer(world))
    await alarms(one.vouchers)
    expect(remains(await everythingKept(), one.strings)).toEqual([])
  })
})
