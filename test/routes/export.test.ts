import { beforeAll, describe, expect, it } from 'vitest'
import { FILE_ROWS_MOST } from '../../worker/export/stream.ts'
import {
  allAudits,
  allCustomers,
  allEntries,
  allPeople,
  allVouchers,
} from '../../worker/library/everything.ts'
import { browserOf, enrol, issued, openLume, shopSystem, world } from './cast.ts'
import { costOf, planOf, recorded } from './d1-recorder.ts'
import { soon } from './pages.ts'

beforeAll(openLume)
const PATH = '/admin/settings/export'
const admin = async () => browserOf(await enrol({ role: 'admin', name: 'Rui' }))
const linesOf = async (answer: Response) => (await answer.text()).trimEnd().split('\r\n')

describe('taking everything along', () => {
  it('is a page with a file for each kind of thing, and codes apart', async () => {
    const rui = await admin()
    const page = await (await rui.get(PATH)).text()
    for (const file of [
      'customers.csv',
      'vouchers.csv',
      'entries.csv',
      'people.csv',
      'audits.csv',
      'directory.json',
      'settings.json',
      'vouchers.csv?codes=yes',
    ])
      expect(page).toContain(`href="${PATH}/${file}"`)
    expect(page).toContain('45,000 rows')
  })

  it.each(['', '/customers.csv', '/vouchers.csv?codes=yes', '/directory.json'])(
    'is for admins only: %s',
    async (path) => {
      for (const role of ['manager', 'operator', 'customer'] as const) {
        const somebody = await browserOf(
          await enrol({ role, stores: role === 'operator' ? ['sto_chiado'] : [] }),
        )
        expect((await somebody.get(PATH + path)).status).toBe(403)
      }
    },
  )

  it('names what there is none of, and places that are none', async () => {
    const rui = await admin()
    for (const path of [
      '/secrets.csv',
      '/vouchers.xml',
      '/constructor.csv',
      '/vouchers.csv?after=x',
      '/vouchers.csv?after=',
    ])
      expect((await rui.get(PATH + path)).status, path).toBe(404)
  })

  it('gives vouchers by their last four symbols; codes only where they are asked for, and it is noted', async () => {
    const rui = await admin()
    const shop = await shopSystem()
    const voucher = await issued(shop, { title: '=HYPERLINK("http://evil.example")', note: '-2+3' })
    await soon(async () => {
      const answer = await rui.get(`${PATH}/vouchers.csv`)
      expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
      expect(answer.headers.get('content-disposition')).toMatch(
        /^attachment; filename="vouchers-\d{4}-\d\d-\d\d\.csv"$/,
      )
      const [head, ...rows] = await linesOf(answer)
      expect(head).toMatch(/^\ufeff?id,code_last4,status,/)
      const row = rows.find((line) => line.startsWith(voucher.id))
      expect(row).toContain(voucher.code_last4)
      expect(row).toContain(`"'=HYPERLINK(""http://evil.example"")"`)
      expect(row).toContain("'-2+3")
      expect(row).not.toContain(voucher.code)
    })
    const [head, ...rows] = await linesOf(await rui.get(`${PATH}/vouchers.csv?codes=yes`))
    expect(head).toContain(',code,')
    expect(rows.find((line) => line.startsWith(voucher.id))).toContain(`,${voucher.code},`)
    const noted = await linesOf(await rui.get(`${PATH}/audits.csv`))
    expect(noted.at(-2)).toMatch(new RegExp(`,${rui.principal.id},exported,vouchers with codes,admin,ses_`))
  })

  it('begins with the mark that spreadsheets know UTF-8 by', async () => {
    const bytes = new Uint8Array(await (await (await admin()).get(`${PATH}/customers.csv`)).arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  })

  it('gives people with a row each, and the lists with the settings as JSON', async () => {
    const rui = await admin()
    const shop = await shopSystem()
    expect((await shop.post('/plans', { name: 'Gold' })).status).toBe(201)
    await rui.post('/admin/settings/retention', { version: '0', audits: '12' })
    expect(await (await rui.get(`${PATH}/settings.json`)).json()).toMatchObject({
      plans: [{ name: 'Gold', state: 'active' }],
      goodwill: [{ name: 'Goodwill' }, {}, {}, {}, {}, {}, {}, {}],
      settings: [{ name: 'retention', value: { audits: 12 } }],
    })
    await soon(async () => {
      const [head, ...rows] = await linesOf(await rui.get(`${PATH}/people.csv`))
      expect(head).toContain('id,kind,role,name,store_ids')
      expect(rows.find((row) => row.startsWith(rui.principal.id))).toContain(',staff,admin,Rui,')
    })
  })

  it('gives the directory as JSON', async () => {
    const answer = await (await admin()).get(`${PATH}/directory.json`)
    expect(await answer.json()).toMatchObject({
      brand: { name: 'Café Lume' },
      stores: [{ id: 'sto_chiado' }, {}, {}],
    })
  })
})

describe('a table larger than one file', () => {
  const rows = FILE_ROWS_MOST + 500
  beforeAll(async () => {
    const n = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})`
    await world.DB.exec(
      `INSERT INTO customers (id, name, card_token, tags, marketing, created_at, command, digest) ${n} SELECT 'cus_' || i, 'Ana ' || i, 'card_' || i, '[]', 0, i / 3, 'command ' || i, '' FROM n`,
    )
  })

  it('goes on in the next, which the last line names: no row twice, none left out', async () => {
    const rui = await admin()
    const seen: string[] = []
    let path: string | null = `${PATH}/customers.csv`
    let files = 0
    while (path !== null) {
      files += 1
      const [, ...lines] = await linesOf(await rui.get(path))
      const further: string | undefined = /^There is more: (\S+)$/.exec(lines.at(-1) ?? '')?.[1]
      if (further !== undefined) lines.pop()
      seen.push(...lines.map((line) => line.split(',')[0] ?? ''))
      path = further === undefined ? null : new URL(further).pathname + new URL(further).search
    }
    expect(files).toBe(2)
    expect(seen).toHaveLength(rows)
    expect(new Set(seen).size).toBe(rows)
  })

  it.each([
    ['customers', allCustomers],
    ['vouchers', allVouchers],
    ['entries', allEntries],
    ['people', allPeople],
    ['audits', allAudits],
  ] as const)('%s are read by an index, as many rows as are given', async (_, stretches) => {
    const [first, next] = await recorded(world.DB, async (db) => {
      await stretches(db, null, 100)
      await stretches(db, 'MTUwMDAuY3VzXzE1MDAw', 100)
    })
    for (const statement of [first, next]) {
      if (statement === undefined) throw new Error('two statements')
      const plan = await planOf(world.DB, statement)
      expect(plan.join()).not.toMatch(/TEMP B-TREE/)
      const { rows, read } = await costOf(world.DB, statement)
      expect(read).toBeLessThanOrEqual(3 * Math.max(rows, 1))
    }
    const plan = await planOf(world.DB, next as NonNullable<typeof next>)
    expect(plan.join()).toMatch(/^SEARCH/)
  })
})
