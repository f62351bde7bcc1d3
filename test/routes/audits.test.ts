import { beforeAll, describe, expect, it } from 'vitest'
import { listAudits } from '../../worker/library/audit-list.ts'
import { browserOf, enrol, openLume, shopSystem, world } from './cast.ts'
import { planOf, recorded } from './d1-recorder.ts'
import { formIn, soon, textOf } from './pages.ts'

let rui: Awaited<ReturnType<typeof browserOf>>
beforeAll(async () => {
  await openLume()
  rui = await browserOf(await enrol({ role: 'admin', name: 'Rui' }))
})

const HERE = { 'cf-connecting-ip': '198.51.100.7', 'cf-ipcountry': 'PT' }
const TAGS = '/admin/settings/tags'

async function linesOf(subject: string) {
  const query = 'SELECT * FROM audits WHERE subject = ? ORDER BY id'
  return (await world.DB.prepare(query).bind(subject).all<Record<string, unknown>>()).results
}

async function tagged(name: string): Promise<string> {
  const form = await formIn(await (await rui.get(`${TAGS}/new`)).text(), TAGS)
  const sent = () => rui.post(TAGS, { ...form, name }, HERE)
  // Sent twice, it is one change and one line.
  await Promise.all([sent(), sent()])
  await sent()
  const id = await world.DB.prepare('SELECT id FROM tags WHERE name = ?').bind(name).first<string>('id')
  return id ?? ''
}

describe('A line of the log', () => {
  it('says who, as what, on which device, from where, and what there is now; once, however often it is sent', async () => {
    const lines = await linesOf(await tagged('Regular'))
    expect(lines).toMatchObject([
      {
        by: rui.principal.id,
        role: 'admin',
        came_from: '198.51.100.0/24 PT',
        before: null,
        action: 'tags_added',
      },
    ])
    expect(lines[0]?.device).toMatch(/^ses_/)
    expect(JSON.parse(String(lines[0]?.after))).toEqual({ name: 'Regular' })
  })

  it('tells only what changed of the brand, with what stood before', async () => {
    const path = '/admin/settings/brand'
    const form = await formIn(await (await rui.get(path)).text(), path)
    expect((await rui.post(path, { ...form, line: 'Porto' }, HERE)).status).toBe(303)
    await soon(async () => {
      const line = (await linesOf('brand')).at(-1)
      expect(line).toMatchObject({ action: 'brand_changed', role: 'admin', came_from: '198.51.100.0/24 PT' })
      expect([line?.before, line?.after].map((one) => JSON.parse(String(one)))).toEqual([
        { line: 'Lisbon' },
        { line: 'Porto' },
      ])
    })
  })

  it('names a key as it names a person', async () => {
    const shop = await shopSystem()
    const created = await shop.post('/customers', { name: 'Mina', email: 'mina@example.com' })
    const { id } = await created.json<{ id: string }>()
    const [line] = await linesOf(id)
    expect(line).toMatchObject({
      by: shop.principal.id,
      role: 'api_key',
      action: 'customer_created',
      before: null,
    })
    expect(JSON.parse(String(line?.after))).toMatchObject({ name: 'Mina', email: 'mina@example.com' })
    expect(String(line?.after)).not.toMatch(/card|digest|command/i)
  })
})

describe('The log', () => {
  it.each([
    "UPDATE audits SET by = 'usr_else'",
    'UPDATE audits SET id = id + 1000',
    "UPDATE audits SET after = '{}'",
    'DELETE FROM audits',
  ])('refuses %s', async (statement) => {
    await tagged('Kept')
    await expect(world.DB.prepare(statement).run()).rejects.toThrow('append-only')
  })

  it('keeps a line that somebody tries to replace', async () => {
    const id = await tagged('Replaced')
    const [line] = await linesOf(id)
    const replace =
      "INSERT OR REPLACE INTO audits (id, at, by, action, subject) VALUES (?, 1, 'usr_else', 'x', 'y')"
    await world.DB.prepare(replace).bind(line?.id).run()
    expect(await linesOf(id)).toEqual([line])
  })

  it('lets the words of a change be emptied, for erasure', async () => {
    const id = await tagged('Erased')
    await world.DB.prepare('UPDATE audits SET before = NULL, after = NULL WHERE subject = ?').bind(id).run()
    expect(await linesOf(id)).toMatchObject([{ after: null, action: 'tags_added' }])
  })

  it('does not delete a consent, even where the retention ends it', async () => {
    const insert = world.DB.prepare(
      "INSERT INTO audits (at, by, action, subject) VALUES (1, 'usr_x', 'marketing_consent_given', 'cus_x')",
    )
    await insert.run()
    const mark = world.DB.prepare('INSERT INTO audit_ends VALUES (2)')
    const end = world.DB.prepare('DELETE FROM audits WHERE at < 2')
    await expect(world.DB.batch([mark, end])).rejects.toThrow('append-only')
    expect(await world.DB.prepare('SELECT count(*) AS n FROM audit_ends').first('n')).toBe(0)
  })
})

describe('A refusal of permission', () => {
  it('is on record by its route, once, and not for strangers', async () => {
    const olive = await browserOf(await enrol({ role: 'operator', stores: ['sto_chiado'] }))
    for (const tag of ['tag_secret', 'tag_other', 'tag_secret'])
      expect((await olive.get(`${TAGS}/${tag}`)).status).toBe(403)
    const mine = async () =>
      (
        await world.DB.prepare('SELECT action, subject FROM audits WHERE by = ?')
          .bind(olive.principal.id)
          .all()
      ).results
    await soon(async () => expect(await mine()).toHaveLength(1))
    const [line] = await mine()
    expect(line?.action).toBe('permission_refused')
    expect(String(line?.subject)).not.toContain('tag_')
  })
})

describe('/admin/audits', () => {
  it('is for admins only', async () => {
    for (const role of ['manager', 'operator', 'customer'] as const) {
      const somebody = await browserOf(
        await enrol({ role, stores: role === 'operator' ? ['sto_chiado'] : [] }),
      )
      for (const path of ['/admin/audits', '/admin/audits/export.csv'])
        expect((await somebody.get(path)).status, path).toBe(403)
    }
  })

  it('shows what people typed as text, and guards the file against formulas', async () => {
    const id = await tagged('<img src=x onerror=alert(1)>')
    const html = await (await rui.get(`/admin/audits?subject=${id}`)).text()
    expect(html).not.toContain('<img src=x')
    expect(textOf(html)).toContain('<img src=x onerror=alert(1)>')
    await world.DB.prepare(
      "INSERT INTO audits (at, by, action, subject) VALUES (5, 'usr_x', 'exported', '=1+2')",
    ).run()
    const file = await (await rui.get('/admin/audits/export.csv?subject=%3D1%2B2')).text()
    expect(file).toContain("'=1+2")
    expect(file.trimEnd().split('\r\n')).toHaveLength(2)
  })

  it('finds by person, kind and day, and shows nothing where nothing fits', async () => {
    await tagged('Found')
    const page = async (query: string) => textOf(await (await rui.get(`/admin/audits?${query}`)).text())
    expect(await page(`who=${rui.principal.id}&what=tags_added`)).toContain('Rui · Admin')
    expect(await page('who=nobody+at+all')).toContain('Nothing here')
    expect(await page('to=2001-01-01&from=2001-01-01')).toContain('Nothing here')
    for (const odd of ['what=constructor', 'cursor=x', 'from=yesterday', `who=${'x'.repeat(5000)}`])
      expect((await rui.get(`/admin/audits?${odd}`)).status, odd).toBe(200)
  })

  it('finds by group, by a name of several people, and tells changes in words', async () => {
    const twins = [
      await browserOf(await enrol({ role: 'admin', name: 'Twin Um' })),
      await browserOf(await enrol({ role: 'admin', name: 'Twin Dois' })),
    ]
    const path = '/admin/settings/brand'
    for (const [n, twin] of twins.entries()) {
      const form = await formIn(await (await twin.get(path)).text(), path)
      expect((await twin.post(path, { ...form, line: `Street ${n}` }, HERE)).status).toBe(303)
    }
    const page = async (query: string) => textOf(await (await rui.get(`/admin/audits?${query}`)).text())
    await soon(async () => {
      const both = await page('who=Twin&about=settings')
      for (const said of ['Twin Um · Admin', 'Twin Dois · Admin', 'What it is and where', 'Street 1'])
        expect(both).toContain(said)
      expect(both).not.toContain('Rui · Admin')
    })
    expect(await page('who=Twin&about=keys')).toContain('Nothing here')
    expect((await rui.get('/admin/audits?about=toString')).status).toBe(200)
  })

  it('is reached from a person, a shop and a customer, by admins', async () => {
    const manager = await browserOf(await enrol({ role: 'manager', name: 'Mara' }))
    const shop = await shopSystem()
    const { id } = await (await shop.post('/customers', { name: 'Lina' })).json<{ id: string }>()
    for (const path of [
      `/admin/settings/staff/${rui.principal.id}`,
      '/admin/settings/stores/sto_chiado',
      `/admin/customers/${id}`,
    ]) {
      const link = `/admin/audits?subject=${path.split('/').at(-1)}`
      expect(await (await rui.get(path)).text(), path).toContain(link)
      expect(await (await manager.get(path)).text(), path).not.toContain('/admin/audits')
    }
  })

  it.each([
    ['everything', {}],
    ['one person', { by: ['usr_x'] }],
    ['one action', { actions: ['tags_added'] }],
    ['one subject', { subject: 'brand' }],
    ['one subject, further on', { subject: 'brand', cursor: Buffer.from('5.5').toString('base64url') }],
  ])('reads %s along an index, in order', async (_, asked) => {
    const any = { by: null, actions: null, subject: null, from: null, to: null, cursor: null, limit: 25 }
    const sent = await recorded(world.DB, (db) => listAudits(db, { ...any, ...asked }))
    const plans = (await Promise.all(sent.map((one) => planOf(world.DB, one)))).flat()
    expect(plans.join('\n')).not.toMatch(/TEMP B-TREE/)
    if (Object.keys(asked).length > 0) expect(plans.join('\n')).toContain('USING INDEX')
  })
})
