import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { world } from './cast.ts'
import { type Browser, openBudgets, requestsIn, sendIssue } from './goodwill-desk.ts'
import { leadsTo, soon, textOf } from './pages.ts'

let desk: Awaited<ReturnType<typeof openBudgets>>
let olive: Browser
beforeAll(async () => {
  desk = await openBudgets()
  await desk.budget('operator', { kind: 'limited', money: '5' })
})
beforeEach(async () => {
  await world.DB.exec('DELETE FROM approvals')
  olive = await desk.operator()
})

const LARGE = { title: 'Fifty euros', benefit_kind: 'value', amount: '50', note: 'The cake came late' }

async function asked(typed: Readonly<Record<string, string>> = {}): Promise<string> {
  const response = await sendIssue(olive, { ...LARGE, ...typed, ask: 'approval' })
  expect([response.status, leadsTo(response)]).toEqual([303, '/admin/approvals'])
  const [id = ''] = await requestsIn(desk.rui)
  expect(id).toMatch(/^apr_/)
  return id
}

async function rowOf(id: string) {
  const query = 'SELECT state, reason, decided_by, voucher_id FROM approvals WHERE id = ?'
  return world.DB.prepare(query)
    .bind(id)
    .first<{ state: string; reason: string | null; decided_by: string | null; voucher_id: string | null }>()
}

const issuedVouchers = async () =>
  world.DB.prepare('SELECT count(*) AS n FROM vouchers WHERE issued_by = ?')
    .bind(olive.principal.id)
    .first<number>('n')

describe('Asking', () => {
  it('shows the request to admins with what they decide by, and to whoever asked', async () => {
    await asked()
    const said = textOf(await (await desk.rui.get('/admin/approvals')).text())
    for (const part of ['Fifty euros', 'For anyone', 'At most €50.00', 'The cake came late', 'Olive asked'])
      expect(said).toContain(part)
    const mine = textOf(await (await olive.get('/admin/approvals')).text())
    expect(mine).toContain('Your requests')
    expect(mine).not.toContain('Approve and issue')
    expect(textOf(await (await (await desk.operator()).get('/admin/approvals')).text())).not.toContain(
      'Fifty',
    )
  })

  it('is one request for one form, however often it is sent, and takes nothing from the budget', async () => {
    const key = crypto.randomUUID()
    const form = { ...LARGE, ask: 'approval' }
    await Promise.all([sendIssue(olive, form, key), sendIssue(olive, form, key)])
    await sendIssue(olive, form, key)
    expect(await requestsIn(desk.rui)).toHaveLength(1)
    expect((await sendIssue(olive, { ...form, amount: '60' }, key)).status).toBe(422)
    expect((await sendIssue(olive, { ...LARGE, amount: '5' })).status).toBe(303)
  })
})

describe('Approving', () => {
  it('issues the voucher once, whoever taps and however often, in the name of who asked', async () => {
    const id = await asked()
    const ana = (await openBudgets()).rui
    const taps = [desk.rui, ana, desk.rui, ana].map((who) => who.post(`/admin/approvals/${id}/approve`, {}))
    expect((await Promise.all(taps)).map(({ status }) => status)).toEqual([303, 303, 303, 303])
    await soon(async () => expect(await issuedVouchers()).toBe(1))
    const row = await rowOf(id)
    expect(row).toMatchObject({ state: 'approved', reason: null })
    const mine = await (await olive.get('/admin/approvals')).text()
    expect(mine).toContain(`/admin/vouchers/${row?.voucher_id}/handover`)
    expect((await olive.get(`/admin/vouchers/${row?.voucher_id}/handover`)).status).toBe(200)
    const audits = await world.DB.prepare(
      "SELECT count(*) AS n FROM audits WHERE action = 'approval_approved' AND subject = ?",
    )
      .bind(id)
      .first<number>('n')
    expect(audits).toBe(1)
  })

  it('that stopped between the decision and the voucher is completed by the next tap', async () => {
    const id = await asked()
    // As a crash right after the commit point leaves it.
    await world.DB.prepare(
      "UPDATE approvals SET state = 'approved', decided_by = ?, decided_at = 1 WHERE id = ?",
    )
      .bind(desk.rui.principal.id, id)
      .run()
    const page = textOf(await (await desk.rui.get('/admin/approvals')).text())
    expect(page).toContain('Approved, but the voucher is not there yet.')
    expect((await desk.rui.post(`/admin/approvals/${id}/approve`, {})).status).toBe(303)
    expect((await rowOf(id))?.voucher_id).toMatch(/^vch_/)
  })

  it('that stopped after the voucher was made finds that very voucher', async () => {
    const id = await asked()
    await desk.rui.post(`/admin/approvals/${id}/approve`, {})
    const first = (await rowOf(id))?.voucher_id
    // As a crash leaves it before the row knew of its voucher.
    await world.DB.prepare('UPDATE approvals SET voucher_id = NULL WHERE id = ?').bind(id).run()
    expect((await desk.rui.post(`/admin/approvals/${id}/approve`, {})).status).toBe(303)
    expect((await rowOf(id))?.voucher_id).toBe(first)
    await soon(async () => expect(await issuedVouchers()).toBe(1))
  })

  it('of what became impossible declines it and says why', async () => {
    const id = await asked({ validity_kind: 'fixed_date', date: '2099-01-31' })
    await world.DB.prepare(
      "UPDATE approvals SET request = json_set(request, '$.validity.date', '2020-01-31') WHERE id = ?",
    )
      .bind(id)
      .run()
    expect((await desk.rui.post(`/admin/approvals/${id}/approve`, {})).status).toBe(303)
    const row = await rowOf(id)
    expect([row?.state, row?.voucher_id]).toEqual(['declined', null])
    expect(textOf(await (await olive.get('/admin/approvals')).text())).toContain('It would have ended')
  })

  it('belongs to admins alone', async () => {
    const id = await asked()
    for (const who of [olive, await desk.manager()]) {
      expect((await who.post(`/admin/approvals/${id}/approve`, {})).status).toBe(403)
      expect((await who.post(`/admin/approvals/${id}/decline`, { reason: 'no' })).status).toBe(403)
    }
    expect((await rowOf(id))?.state).toBe('waiting')
    expect((await desk.rui.post('/admin/approvals/apr_nothing/approve', {})).status).toBe(404)
  })
})

describe('Declining', () => {
  it('needs a reason, which whoever asked reads', async () => {
    const id = await asked()
    const path = `/admin/approvals/${id}/decline`
    expect((await desk.rui.post(path, { reason: '' })).status).toBe(422)
    expect((await desk.rui.post(path, { reason: 'x'.repeat(201) })).status).toBe(422)
    expect((await desk.rui.post(path, { reason: 'Offer a coffee first' })).status).toBe(303)
    const mine = textOf(await (await olive.get('/admin/approvals')).text())
    expect(mine).toContain('Declined Rui Admin')
    expect(mine).toContain('Offer a coffee first')
  })

  it('and approving at once: the first decision stands, the other is told', async () => {
    const id = await asked()
    const [approved, declined] = await Promise.all([
      desk.rui.post(`/admin/approvals/${id}/approve`, {}),
      desk.rui.post(`/admin/approvals/${id}/decline`, { reason: 'no' }),
    ])
    expect([approved.status, declined.status].toSorted()).toEqual([303, 409])
    const row = await rowOf(id)
    expect(row?.voucher_id !== null).toBe(row?.state === 'approved')
    const late = approved.status === 409 ? approved : declined
    expect(textOf(await late.text())).toContain('Somebody decided this meanwhile')
  })
})
