import { beforeAll, describe, expect, it } from 'vitest'
import { endAudits } from '../../worker/library/audit-retention.ts'
import { CONSENT } from '../../worker/library/customers.ts'
import { browserOf, enrol, openLume, shopSystem, world } from './cast.ts'
import { formIn, leadsTo, textOf } from './pages.ts'
import { libraryDump } from './site-map.ts'

const SETTINGS = '/admin/settings'

let rui: Awaited<ReturnType<typeof browserOf>>
beforeAll(async () => {
  await openLume()
  rui = await browserOf(await enrol({ role: 'admin' }))
})

async function added(list: string, typed: Record<string, string>): Promise<string> {
  const form = await formIn(await (await rui.get(`${SETTINGS}/${list}/new`)).text(), `${SETTINGS}/${list}`)
  const response = await rui.post(`${SETTINGS}/${list}`, { ...form, ...typed })
  expect([response.status, leadsTo(response)]).toEqual([303, `${SETTINGS}/${list}?saved`])
  const html = await (await rui.get(`${SETTINGS}/${list}`)).text()
  const link = html.split(`>${typed.name}</a>`)[0]?.split(`href="${SETTINGS}/${list}/`).at(-1) ?? ''
  return link.replace(/".*$/s, '')
}

async function form(list: string, id: string) {
  const path = `${SETTINGS}/${list}/${id}`
  return formIn(await (await rui.get(path)).text(), path)
}

/** Names in the order of the page, archived ones last. */
async function names(list: string): Promise<string[]> {
  const html = await (await rui.get(`${SETTINGS}/${list}`)).text()
  return [...html.matchAll(new RegExp(`<b><a href="${SETTINGS}/${list}/\\w+">([^<]+)</a></b>`, 'g'))].flatMap(
    ([, name]) => name ?? [],
  )
}

async function auditsOf(subject: string): Promise<string[]> {
  const lines = await world.DB.prepare('SELECT action FROM audits WHERE subject = ? ORDER BY id')
    .bind(subject)
    .all<{ action: string }>()
  return lines.results.map(({ action }) => action)
}

describe.each([
  ['plans', { name: 'Mornings', price: '9,00', period: 'month', gives: 'A coffee a day\nCake on Friday' }],
  ['categories', { name: 'Breakfast' }],
  ['campaigns', { name: 'Autumn', goal: '4500', budget: '', starts_on: '2026-09-22', ends_on: '2026-12-20' }],
  ['tags', { name: 'regular' }],
  ['goodwill', { name: 'Late delivery' }],
] as const)('%s', (list, typed) => {
  it('says how to begin while it is empty', async () => {
    const html = textOf(await (await rui.get(`${SETTINGS}/${list}`)).text())
    if (list !== 'goodwill') expect(html).toMatch(/No (plans|categories|campaigns|tags) yet/)
    else expect(html).toContain('Compensation')
  })

  it('adds once for one form, and refuses a second of that name, however it is written', async () => {
    const key = crypto.randomUUID()
    const sent = { ...typed, idempotency_key: key }
    const path = `${SETTINGS}/${list}`
    const all = await Promise.all([rui.post(path, sent), rui.post(path, sent), rui.post(path, sent)])
    expect(all.map(({ status }) => status)).toEqual([303, 303, 303])
    expect((await names(list)).filter((name) => name === typed.name)).toHaveLength(1)
    expect((await rui.post(path, { ...sent, name: 'Something else' })).status).toBe(422)
    const second = await rui.post(path, {
      ...sent,
      idempotency_key: crypto.randomUUID(),
      name: typed.name.toUpperCase(),
    })
    expect(second.status).toBe(422)
    expect(textOf(await second.text())).toContain('Another one is called that')
  })

  it('archives and restores; nothing is deleted, and each step is written down', async () => {
    const id = await added(list, { ...typed, name: `${typed.name} two` })
    const item = await (await rui.get(`${SETTINGS}/${list}/${id}`)).text()
    const path = `${SETTINGS}/${list}/${id}/state`
    const { version = '' } = await formIn(item, path)
    expect((await rui.post(path, { version, state: 'archived' })).status).toBe(303)
    const page = await (await rui.get(`${SETTINGS}/${list}`)).text()
    expect(textOf(page)).toContain('Archived 1 archived')
    // A stale tap changes nothing and leads to what stands.
    const stale = await rui.post(path, { version, state: 'archived' })
    expect(leadsTo(stale)).toBe(`${SETTINGS}/${list}/${id}`)
    const restore = await formIn(page, path)
    expect((await rui.post(path, { ...restore, state: 'active' })).status).toBe(303)
    expect(await auditsOf(id)).toEqual([`${list}_added`, `${list}_changed`, `${list}_changed`])
  })

  it('moves up and down, and holds still at the ends', async () => {
    const before = await names(list)
    const last = await added(list, { ...typed, name: `${typed.name} three` })
    const move = (direction: string) => rui.post(`${SETTINGS}/${list}/${last}/moves`, { direction })
    await move('down')
    expect(await names(list)).toEqual([...before, `${typed.name} three`])
    await move('up')
    expect(await names(list)).toEqual([...before.slice(0, -1), `${typed.name} three`, before.at(-1)])
    for (let n = 0; n < before.length + 2; n += 1) await move('up')
    expect((await names(list))[0]).toBe(`${typed.name} three`)
    expect((await rui.post(`${SETTINGS}/${list}/${last}/moves`, { direction: 'left' })).status).toBe(400)
  })

  it('is read by managers, who change nothing, and by nobody else', async () => {
    const mara = await browserOf(await enrol({ role: 'manager' }))
    const html = await (await mara.get(`${SETTINGS}/${list}`)).text()
    expect(textOf(html)).toContain('Only an admin can change this list.')
    expect(html).not.toContain(`${SETTINGS}/${list}/new`)
    const olive = await browserOf(await enrol({ role: 'operator', stores: ['sto_chiado'] }))
    const before = await libraryDump()
    expect((await mara.post(`${SETTINGS}/${list}`, { idempotency_key: 'k', ...typed })).status).toBe(403)
    expect((await olive.get(`${SETTINGS}/${list}`)).status).toBe(403)
    expect(await libraryDump()).toBe(before)
  })
})

describe('Changing', () => {
  it('keeps every field of a plan, and shows both versions to whoever comes second', async () => {
    const id = await added('plans', {
      name: 'Patrons',
      price: '120',
      period: 'year',
      gives: 'Breakfast\n\n Bread ',
    })
    const seen = await form('plans', id)
    expect(seen).toMatchObject({
      name: 'Patrons',
      price: '120.00',
      period: 'year',
      gives: 'Breakfast\nBread',
    })
    const path = `${SETTINGS}/plans/${id}`
    expect((await rui.post(path, { ...seen, price: '130' })).status).toBe(303)
    // A browser sends the lines of a box with ends of its own.
    const gives = 'Breakfast\r\nBread'
    const second = await rui.post(path, { ...seen, name: 'Friends', price: '', gives })
    expect(second.status).toBe(412)
    const html = await second.text()
    expect(textOf(html)).toMatch(/Name Friends Patrons/)
    expect(textOf(html)).toMatch(/Price nothing 130\.00/)
    expect(textOf(html)).not.toContain('What it gives')
    expect((await form('plans', id)).name).toBe('Patrons')
    const mine = await formIn(html, path)
    expect((await rui.post(path, mine)).status).toBe(303)
    expect(await form('plans', id)).toMatchObject({ name: 'Friends', price: '', version: '3' })
    expect(await auditsOf(id)).toEqual(['plans_added', 'plans_changed', 'plans_changed'])
  })

  it('of two at once lets one win', async () => {
    const id = await added('categories', { name: 'Both' })
    const seen = await form('categories', id)
    const both = ['One', 'Two'].map((name) => rui.post(`${SETTINGS}/categories/${id}`, { ...seen, name }))
    expect((await Promise.all(both)).map(({ status }) => status).toSorted()).toEqual([303, 412])
    expect(await auditsOf(id)).toHaveLength(2)
  })

  it.each([
    ['plans', { name: '' }, 'Write a name of at most 80 characters.'],
    ['plans', { name: 'x'.repeat(81) }, 'Write a name of at most 80 characters.'],
    ['plans', { name: 'A', price: 'nine' }, 'Write an amount such as 9'],
    ['plans', { name: 'A', period: 'week' }, 'Choose how often it is paid.'],
    ['plans', { name: 'A', gives: Array(13).fill('line').join('\n') }, 'Write at most 12 lines'],
    ['campaigns', { name: 'A', starts_on: '2026-02-30' }, 'Choose a date'],
    ['campaigns', { name: 'A', starts_on: '2026-02-03', ends_on: '2026-02-02' }, 'before the first'],
    ['tags', { name: 'x'.repeat(41) }, 'Write a name of at most 40 characters.'],
  ])(
    '%s: %j says how to mend it, keeps what was typed and changes nothing',
    async (list, typed, sentence) => {
      const before = await libraryDump()
      const path = `${SETTINGS}/${list}`
      const empty = await formIn(await (await rui.get(`${path}/new`)).text(), path)
      const response = await rui.post(path, { ...empty, ...typed })
      expect(response.status).toBe(422)
      const html = await response.text()
      expect(textOf(html)).toContain(sentence)
      expect(await formIn(html, path)).toMatchObject({ name: typed.name })
      expect(await libraryDump()).toBe(before)
    },
  )

  it('has no page for what is not there', async () => {
    for (const list of ['plans', 'tags', 'goodwill']) {
      expect((await rui.get(`${SETTINGS}/${list}/nothing`)).status).toBe(404)
      expect((await rui.post(`${SETTINGS}/${list}/nothing`, { version: '1', name: 'A' })).status).toBe(404)
    }
  })
})

describe('Where they act', () => {
  it('reasons: the issue page offers them in order, without the archived, and keeps the word', async () => {
    const id = await added('goodwill', { name: 'Spilled on the tray' })
    for (let n = 0; n < 20; n += 1) await rui.post(`${SETTINGS}/goodwill/${id}/moves`, { direction: 'up' })
    const statePath = `${SETTINGS}/goodwill/event/state`
    const { version = '' } = await formIn(
      await (await rui.get(`${SETTINGS}/goodwill/event`)).text(),
      statePath,
    )
    await rui.post(statePath, { version, state: 'archived' })
    const html = await (await rui.get('/admin/issue')).text()
    expect((await formIn(html, '/admin/issue')).reason).toBe('Spilled on the tray')
    expect(html).toContain('<option value="compensation">Compensation</option>')
    expect(html).not.toContain('value="event"')
    const sent = await formIn(html, '/admin/issue')
    const archived = await rui.post('/admin/issue', { ...sent, title: 'Coffee', reason: 'event' })
    expect(archived.status).toBe(422)
    expect(textOf(await archived.text())).toContain('Choose a reason.')
    expect((await rui.post('/admin/issue', { ...sent, title: 'Coffee' })).status).toBe(303)
  })

  it('tags: once there is a list, customers get only what is in it and not archived', async () => {
    const shop = await shopSystem()
    const id = await added('tags', { name: 'office' })
    const given = (tags: string[]) => shop.post('/customers', { name: 'Joana', tags })
    expect((await given(['office'])).status).toBe(201)
    const unknown = await given(['office', 'unheard of'])
    expect(unknown.status).toBe(422)
    expect(await unknown.json()).toMatchObject({ errors: [{ pointer: '/tags/1' }] })
    const statePath = `${SETTINGS}/tags/${id}/state`
    const page = await (await rui.get(`${SETTINGS}/tags/${id}`)).text()
    expect(textOf(page)).toContain('A tag cannot be renamed')
    expect((await rui.post(`${SETTINGS}/tags/${id}`, { version: '1', name: 'desk' })).status).toBe(405)
    await rui.post(statePath, { ...(await formIn(page, statePath)), state: 'archived' })
    expect((await given(['office'])).status).toBe(422)
  })
})

describe('Retention', () => {
  const path = `${SETTINGS}/retention`

  it('keeps what was chosen, and refuses what is no number of months', async () => {
    const html = await (await rui.get(path)).text()
    expect(textOf(html)).toContain('customers and what was typed about them: without an end')
    const seen = await formIn(html, path)
    // Two years, until somebody decides.
    expect(seen).toMatchObject({ version: '0', audits: '24' })
    expect((await rui.post(path, { ...seen, audits: '120' })).status).toBe(303)
    expect(await formIn(await (await rui.get(path)).text(), path)).toMatchObject({ audits: '120' })
    for (const audits of ['0', '241', '1.5', 'two']) {
      const response = await rui.post(path, { ...seen, version: '1', audits })
      expect(response.status).toBe(422)
      expect(textOf(await response.text())).toContain('Write a number of months from 1 to 240')
    }
    const stale = await rui.post(path, { ...seen, audits: '12' })
    expect(stale.status).toBe(412)
    expect(textOf(await stale.text())).toMatch(/Who changed what, months 12 120/)
    expect(await auditsOf('retention')).toEqual(['setting_changed'])
  })

  it('stays without an end where somebody chose that', async () => {
    const seen = await formIn(await (await rui.get(path)).text(), path)
    expect((await rui.post(path, { ...seen, audits: '' })).status).toBe(303)
    const line = world.DB.prepare(
      "INSERT INTO audits (id, at, by, action, subject) VALUES (-9, 1, 'usr_x', 'plans_added', 'ancient')",
    )
    await line.run()
    await endAudits(world.DB, Date.parse('2026-11-25T12:00:00Z'), 'Europe/Lisbon')
    expect(await auditsOf('ancient')).toEqual(['plans_added'])
    const again = await formIn(await (await rui.get(path)).text(), path)
    expect(again).toMatchObject({ audits: '' })
    expect((await rui.post(path, { ...again, audits: '120' })).status).toBe(303)
  })

  it('takes the log out line by line once it is older, and leaves the rest and what proves a consent', async () => {
    const now = Date.parse('2026-11-25T12:00:00Z')
    const line = world.DB.prepare(
      "INSERT INTO audits (id, at, by, action, subject) VALUES (?, ?, 'usr_x', ?, 'old')",
    )
    const [before, after] = [Date.parse('2016-11-24T23:59:59Z'), Date.parse('2016-11-25T00:00:00Z')]
    await world.DB.batch([
      line.bind(-3, before, 'plans_added'),
      line.bind(-2, before, CONSENT.given),
      line.bind(-1, after, 'plans_added'),
    ])
    await endAudits(world.DB, now, 'Europe/Lisbon')
    const left = await world.DB.prepare('SELECT at, action FROM audits WHERE subject = ?').bind('old').all()
    expect(left.results).toEqual([
      { at: before, action: CONSENT.given },
      { at: after, action: 'plans_added' },
    ])
    expect(await auditsOf('retention')).toEqual(['setting_changed', 'setting_changed', 'setting_changed'])
  })

  it('is not held up by more proofs of consent than one run looks at', async () => {
    const before = Date.parse('2016-11-24T00:00:00Z')
    await world.DB.batch([
      world.DB.prepare(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5001)
         INSERT INTO audits (id, at, by, action, subject) SELECT -10000 + i, ?1, 'usr_x', ?2, 'agreed' FROM n`,
      ).bind(before, CONSENT.given),
      world.DB.prepare(
        "INSERT INTO audits (id, at, by, action, subject) VALUES (-20, ?, 'usr_x', 'plans_added', 'behind')",
      ).bind(before),
    ])
    await endAudits(world.DB, Date.parse('2026-11-25T12:00:00Z'), 'Europe/Lisbon')
    expect(await auditsOf('behind')).toEqual([])
    const kept = world.DB.prepare("SELECT count(*) AS n FROM audits WHERE subject = 'agreed'")
    expect(await kept.first('n')).toBe(5001)
  })
})
