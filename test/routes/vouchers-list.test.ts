import { beforeAll, describe, expect, it } from 'vitest'
import { browserOf, enrol, type IssuedVoucher, issued, openLume, shopSystem, world } from './cast.ts'
import { soon, textOf } from './pages.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
})

interface Row {
  readonly id: string
  readonly status: string
  readonly title: string
}

interface List {
  readonly data: readonly Row[]
  readonly has_more: boolean
  readonly next_cursor: string | null
}

async function listed(query: Record<string, string> = {}): Promise<List> {
  const response = await shop.get(`/vouchers?${new URLSearchParams(query)}`)
  expect(response.status).toBe(200)
  return response.json<List>()
}

async function idsOf(query: Record<string, string>): Promise<string[]> {
  return (await listed(query)).data.map(({ id }) => id)
}

/** Every id behind a query, page by page; `between` happens after each page. */
async function leafed(query: Record<string, string>, between: () => Promise<unknown> = async () => {}) {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const page: List = await listed({ ...query, ...(cursor !== null && { cursor }) })
    expect(page.has_more).toBe(page.next_cursor !== null)
    ids.push(...page.data.map(({ id }) => id))
    cursor = page.next_cursor
    await between()
  } while (cursor !== null)
  return ids
}

/** Waits until D1 has heard of a voucher, up to this line of its ledger. */
async function projected({ id }: { id: string }, seq = 1): Promise<void> {
  await soon(async () => {
    const row = await world.DB.prepare('SELECT seq FROM vouchers WHERE id = ?').bind(id).first('seq')
    expect(row).toBeGreaterThanOrEqual(seq)
  })
}

async function inList(more: object = {}): Promise<IssuedVoucher> {
  const voucher = await issued(shop, more)
  await projected(voucher)
  return voucher
}

describe('a list of vouchers', () => {
  it('has a new voucher within two seconds, and its change of state as well', async () => {
    const { id, code } = await inList({ title: 'Freshly issued' })
    expect((await listed({ q: 'freshly' })).data).toMatchObject([{ id, status: 'active' }])
    await shop.post(`/vouchers/${code}/redemptions`, { store_id: 'sto_chiado' })
    await soon(async () =>
      expect((await listed({ q: 'freshly' })).data).toMatchObject([{ status: 'redeemed' }]),
    )
  })

  it('[R6] shows each state, and the ended ones by the clock alone', async () => {
    const states = {
      active: await inList({ title: 'Statesman active' }),
      redeemed: await inList({ title: 'Statesman redeemed' }),
      partially_redeemed: await inList({ title: 'Statesman part', uses: 3 }),
      void: await inList({ title: 'Statesman void' }),
      blocked: await inList({ title: 'Statesman blocked' }),
      expired: await inList({ title: 'Statesman ended' }),
    }
    await shop.post(`/vouchers/${states.redeemed.id}/redemptions`, {})
    await shop.post(`/vouchers/${states.partially_redeemed.id}/redemptions`, {})
    await shop.post(`/vouchers/${states.void.id}/voids`, { reason: 'x' })
    await shop.post(`/vouchers/${states.blocked.id}/blocks`, { reason: 'x' })
    for (const changed of [states.redeemed, states.partially_redeemed, states.void, states.blocked]) {
      await projected(changed, 2)
    }
    const past = world.DB.prepare('UPDATE vouchers SET closes_at = ? WHERE id IN (?, ?, ?)')
    // Redeemed and void ones stay what they are, however long ago they would have ended.
    await past.bind(Date.now() - 1000, states.expired.id, states.redeemed.id, states.void.id).run()
    for (const [status, { id }] of Object.entries(states)) {
      const rows = (await listed({ status, q: 'statesman' })).data
      expect(rows.map((row) => [row.id, row.status])).toEqual([[id, status]])
      expect((await listed({ status, limit: '100' })).data.filter((row) => row.status !== status)).toEqual([])
      expect(await idsOf({ status, limit: '100' })).toContain(id)
    }
    expect(await idsOf({ status: 'held' })).toEqual([])
  })

  it('shows those of one customer, and nothing for a customer nobody knows', async () => {
    const ana = await (await shop.post('/customers', { name: 'Ana' })).json<{ id: string }>()
    const hers = [await inList({ customer_id: ana.id }), await inList({ customer_id: ana.id, code: null })]
    expect(await idsOf({ customer_id: ana.id })).toEqual(hers.map(({ id }) => id).toReversed())
    expect(await idsOf({ customer_id: ana.id, status: 'redeemed' })).toEqual([])
    expect(await idsOf({ customer_id: 'cus_nobody' })).toEqual([])
    expect(await idsOf({ offer_id: 'off_none' })).toEqual([])
  })

  it('never says a code, whatever the key may read', async () => {
    const { code } = await inList()
    const text = await (await shop.get('/vouchers?limit=100')).text()
    expect(text).not.toContain(code)
    expect(JSON.parse(text).data.some((row: object) => 'code' in row || 'url' in row)).toBe(false)
  })
})

describe('finding a voucher', () => {
  let jubilee: IssuedVoucher
  beforeAll(async () => {
    jubilee = await inList({ title: 'Jubiläum: Pão de Deus' })
    await inList({ title: 'Pão com manteiga' })
  })

  it('finds it by its code in any spelling, and by its id', async () => {
    const { code, id } = jubilee
    const grouped = `${code.slice(0, 4)}-${code.slice(4, 8)} ${code.slice(8)}`
    for (const q of [code, code.toLowerCase(), grouped, `https://lume.example/v/${code}`, id]) {
      expect(await idsOf({ q }), q).toEqual([id])
    }
  })

  it.each(['jubilaum', 'JUBILÄUM', 'Jubila\u0308um', 'jubil', 'deus pão', 'pao deus', 'jubiläum:'])(
    'finds it by %s',
    async (q) => {
      expect(await idsOf({ q })).toEqual([jubilee.id])
    },
  )

  it('finds it by its last four symbols', async () => {
    expect(await idsOf({ q: jubilee.code_last4 })).toContain(jubilee.id)
    expect(await idsOf({ q: `${jubilee.code_last4} jubiläum` })).toEqual([jubilee.id])
  })

  it.each([
    'ubil',
    'jubiläum manteiga',
    '%',
    '_',
    "' UNION '",
    '***',
    '7Q4K9XW2MTR2',
    '\u0000',
    'x'.repeat(120),
  ])('finds nothing by %s', async (q) => {
    expect(await idsOf({ q })).toEqual([])
  })

  it('finds a code that was chosen, and never half of it', async () => {
    const { id } = await inList({ code: 'SUMMERFEST26'.slice(0, 11) })
    expect(await idsOf({ q: 'summerfest2' })).toEqual([id])
    expect(await idsOf({ q: 'summerfest' })).toEqual([])
  })
})

describe('leafing through', () => {
  const made: string[] = []
  beforeAll(async () => {
    for (let n = 0; n < 60; n += 1) {
      made.unshift((await issued(shop, { title: n % 2 === 0 ? 'Leaf even' : 'Leaf odd' })).id)
    }
    for (const id of made) await projected({ id })
  })

  it('gives all 60 once, newest first, while new ones are issued', async () => {
    const ids = await leafed({ limit: '7' }, () => inList({ title: 'Latecomer' }))
    expect(ids.slice(0, 60)).toEqual(made)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it.each([
    ['a whole word', 'leaf', made],
    ['the beginning of a word', 'lea', made],
    ['two words', 'leaf eve', null],
  ])('gives all that %s finds, once and newest first', async (_, q, expected) => {
    const ids = await leafed({ q, limit: '9' }, () => inList({ title: 'Latecomer' }))
    expect(ids).toEqual(expected ?? made.filter((_, index) => index % 2 === 1))
  })

  it('gives all of a state that the clock decides, while others are redeemed', async () => {
    const before = await leafed({ status: 'active', limit: '100' })
    const ids = await leafed({ status: 'active', limit: '11' })
    expect(ids).toEqual(before)
  })

  it('keeps its place among vouchers issued in the same moment', async () => {
    const marks = made
      .slice(0, 12)
      .map(() => '?')
      .join()
    await world.DB.prepare(`UPDATE vouchers SET issued_at = 1 WHERE id IN (${marks})`)
      .bind(...made.slice(0, 12))
      .run()
    const ids = await leafed({ limit: '5' })
    expect(ids.slice(-12)).toEqual(made.slice(0, 12).toSorted().toReversed())
    expect(new Set(ids).size).toBe(ids.length)
  })

  it.each([
    ['limit', '0'],
    ['limit', '101'],
    ['limit', '2.5'],
    ['limit', 'ten'],
    ['cursor', 'nonsense'],
    ['cursor', 'x'.repeat(201)],
    ['cursor', Buffer.from('1.vch_\u0000').toString('base64url')],
    ['status', 'gone'],
    ['status', ''],
    ['customer_id', 'vch_1'],
    ['q', 'x'.repeat(121)],
    ['sort', 'title'],
  ])('refuses %s=%s and names it', async (name, value) => {
    const response = await shop.get(`/vouchers?${new URLSearchParams({ [name]: value })}`)
    expect(response.status).toBe(422)
    const { errors } = await response.json<{ errors: { pointer: string; detail: string }[] }>()
    expect(new Set(errors.map(({ pointer }) => pointer))).toEqual(new Set([`/${name}`]))
  })
})

describe('the list as a page', () => {
  it('shows what the filters leave, keeps them on the next page, and survives any of them', async () => {
    const rui = await browserOf(await enrol({ role: 'admin' }))
    const used = await inList({ title: 'Used at Ponta' })
    await shop.post(`/vouchers/${used.id}/redemptions`, { store_id: 'sto_ponta' })
    await projected(used, 2)
    const shown = async (query: string) => textOf(await (await rui.get(`/admin/vouchers?${query}`)).text())
    expect(await shown('store_id=sto_ponta')).toMatch(/Used at Ponta.* Redeemed .*Ponta Delgada/)
    expect(await shown('store_id=sto_porto')).toContain('Nothing found')
    expect(await shown('from=2020-01-01&to=2020-01-02')).toContain('Nothing found')
    expect(await shown('source=points')).toContain('Nothing found')
    expect(await shown('q=leaf&from=2999-01-01')).toContain('Nothing found')
    const html = await (await rui.get('/admin/vouchers?source=manual')).text()
    expect(html).toMatch(/href="\/admin\/vouchers\?source=manual&amp;cursor=[\w-]+" rel="next"/)
    expect(html).not.toContain(used.code)
    for (const odd of [
      'status=x&source=y&cursor=z',
      'from=yesterday&to=2026-02-30',
      'q=%00%FF',
      `q=${'x'.repeat(5000)}`,
    ]) {
      expect((await rui.get(`/admin/vouchers?${odd}`)).status, odd).toBe(200)
    }
  })
})
