import { beforeAll, describe, expect, it } from 'vitest'
import type { Prompt } from '../../src/prompt.ts'
import { browserOf, enrol, openLume, shopSystem } from './cast.ts'
import { conditioned } from './conditioned.ts'
import { ONE } from './offer-desk.ts'
import { formIn, leadsTo, textOf } from './pages.ts'

type Browser = Awaited<ReturnType<typeof browserOf>>

let shop: Awaited<ReturnType<typeof shopSystem>>
let olive: Browser
let rui: Browser
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
  olive = await browserOf(await enrol({ role: 'operator', name: 'Olive', stores: ['sto_chiado'] }))
  rui = await browserOf(await enrol({ role: 'admin' }))
})

const TABLE: Prompt = { key: 'table', label: 'Table number', kind: 'number' }
const SEEN: Prompt = { key: 'id_seen', label: 'ID seen', kind: 'tick' }
const asking = () => conditioned({ prompts: [TABLE, SEEN] })

/** Posts a form in which some names stand several times. */
function posted(
  by: Browser,
  path: string,
  form: Record<string, string>,
  many: Record<string, readonly string[]>,
): Promise<Response> {
  const body = new URLSearchParams(form)
  for (const [name, values] of Object.entries(many)) {
    body.delete(name)
    for (const value of values) body.append(name, value)
  }
  return by.send('POST', path, { body })
}

/** Sends the form that redeems, with this typed in, and gives what is shown then. */
async function sent(by: Browser, html: string, typed: Record<string, string>): Promise<string> {
  const form = await formIn(html, '/scan/redemptions')
  const response = await posted(
    by,
    '/scan/redemptions',
    { ...form, ...typed },
    {
      asked: ['number:table', 'tick:id_seen'],
    },
  )
  return response.status === 303 ? (await by.get(leadsTo(response))).text() : response.text()
}

describe('At the counter, a voucher that asks (R78)', () => {
  it('shows its questions, says which answer is missing, keeps the others, and redeems with them', async () => {
    const { id, code } = await asking()
    const page = await (await olive.post('/scan/validations', { code })).text()
    expect(textOf(page)).toMatch(/Valid.*Table number.*ID seen.*Redeem/)
    const again = await sent(olive, page, { answer_table: 'twelve', answer_id_seen: 'yes' })
    expect(textOf(again)).toContain('An answer is missing')
    expect(again).toMatch(/id="answer_table"[^>]*value="twelve"[^>]*aria-invalid/)
    expect(again).toMatch(/id="answer_id_seen"[^>]*checked/)
    expect(textOf(await sent(olive, again, { answer_table: '12', answer_id_seen: 'yes' }))).toContain(
      'Redeemed',
    )
    expect(textOf(await (await rui.get(`/admin/vouchers/${id}`)).text())).toContain(
      'Table number: 12 · ID seen',
    )
  })

  it('is not redeemed at a kiosk, where nobody can be asked', async () => {
    const { code } = await asking()
    const kiosk = await browserOf(await enrol({ role: 'kiosk', stores: ['sto_chiado'] }))
    const page = textOf(await (await kiosk.post('/scan/validations', { code })).text())
    expect(page).toContain('An answer is missing')
    expect(page).not.toContain('Table number')
  })
})

describe('By the API, a voucher that asks (R78)', () => {
  it('says what it asks, refuses without, and tells the answers in its ledger', async () => {
    const { id } = await asking()
    expect(await (await shop.get(`/vouchers/${id}`)).json()).toMatchObject({ prompts: [TABLE, SEEN] })
    const refused = await shop.post(`/vouchers/${id}/redemptions`, { answers: { table: 12 } })
    expect([refused.status, await refused.json()]).toMatchObject([
      422,
      { reason: 'input_required', prompts: [SEEN], retryable: true },
    ])
    const answers = { table: 12, id_seen: true }
    const validation = await shop.post(`/vouchers/${id}/validations`, { answers })
    expect(await validation.json()).toMatchObject({ valid: true })
    expect((await shop.post(`/vouchers/${id}/redemptions`, { answers, other: 1 })).status).toBe(422)
    expect((await shop.post(`/vouchers/${id}/redemptions`, { answers })).status).toBe(201)
    const { data } = await (await shop.get(`/vouchers/${id}/ledger`)).json<{ data: object[] }>()
    expect(data).toContainEqual(expect.objectContaining({ kind: 'redeemed', outcome: 'accepted', answers }))
  })
})

describe('An author', () => {
  it('asks by the API what each voucher claimed then asks', async () => {
    const made = await shop.post('/offers', { ...ONE, name: 'With a table', prompts: [TABLE] })
    expect(await made.json()).toMatchObject({ prompts: [TABLE] })
    const wrong = await shop.post('/offers', { ...ONE, name: 'Twice', prompts: [TABLE, TABLE] })
    expect([wrong.status, await wrong.json()]).toMatchObject([422, { errors: [{ pointer: '/prompts' }] }])
  })

  it('asks in the form, and the question goes on being called the same', async () => {
    const made = await shop.post('/offers', { ...ONE, name: 'By form', prompts: [TABLE] })
    const { id } = await made.json<{ id: string }>()
    const path = `/admin/offers/${id}`
    const html = await (await rui.get(`${path}/edit`)).text()
    const form = await formIn(html, path)
    const typed = { prompt_label: ['Table number', 'Allergies?'], prompt_kind: ['number', 'text'] }
    expect((await posted(rui, path, form, typed)).status).toBe(303)
    expect(await (await shop.get(`/offers/${id}`)).json()).toMatchObject({
      prompts: [TABLE, { key: 'allergies', label: 'Allergies?', kind: 'text' }],
    })
  })
})
