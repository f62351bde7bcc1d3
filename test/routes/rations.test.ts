import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { BUDGETS } from '../../src/limiter.ts'
import type { Principal } from '../../src/principal.ts'
import { accountStub, limiterStub } from '../../worker/stubs.ts'
import { pngIndexed } from '../samples/pictures.ts'
import { browserOf, enrol, openLume, world } from './cast.ts'
import { claimDesk } from './claim-desk.ts'
import { formIn, multipart, picture, textOf } from './pages.ts'

type Browser = Awaited<ReturnType<typeof browserOf>>

beforeAll(openLume)
afterEach(() => {
  vi.useRealTimers()
})

/** Somebody, an admin if nobody is named, who has used up what is given of that kind, at a moment that lasts: some is given again every few seconds. */
async function spentBy(budget: 'upload' | 'export' | 'claim', someone?: Principal): Promise<Browser> {
  const browser = await browserOf(someone ?? (await enrol({ role: 'admin' })))
  const who = browser.principal.id
  vi.useFakeTimers({ toFake: ['Date'] })
  const limiter = limiterStub(world, `${budget}:${who}`)
  for (let n = 0; n < BUDGETS[budget].most; n += 1) await limiter.spend({ budget, who })
  return browser
}

const pictures = async () => (await world.IMAGES.list({ prefix: 'images/' })).objects.length

/** Sends the form of that page, with a picture in the field. */
async function sent(who: Browser, [page, action, field]: readonly [string, string, string | null]) {
  const form = await formIn(await (await who.get(page)).text(), action)
  const file = field === null ? {} : { [field]: picture(pngIndexed, 'image/png') }
  return who.send('POST', action, { body: multipart({ ...form, ...file }) })
}

const FORMS = [
  ['brand', ['/admin/settings/brand', '/admin/settings/brand', 'logo']],
  ['shop', ['/admin/settings/stores/sto_chiado', '/admin/settings/stores/sto_chiado', 'image']],
  ['new shop', ['/admin/settings/stores/new', '/admin/settings/stores', 'image']],
  ['voucher', ['/admin/issue', '/admin/issue', 'image']],
] as const

describe('Pictures within a form', () => {
  it.each(FORMS)(
    'are counted as those sent alone, and refused beside what was typed: %s',
    async (_, form) => {
      const admin = await spentBy('upload')
      const before = await pictures()
      const answer = await sent(admin, form)
      expect(answer.status).toBe(422)
      expect(textOf(await answer.text())).toContain('many pictures in a short time')
      expect(await pictures()).toBe(before)
    },
  )

  it('count alone: the form without one is saved', async () => {
    const admin = await spentBy('upload')
    const [, [page, action]] = FORMS[0]
    expect((await sent(admin, [page, action, null])).status).toBe(303)
  })
})

describe('The file of the log', () => {
  it('is rationed as every other file of everything', async () => {
    const admin = await spentBy('export')
    const refused = await admin.get('/admin/audits/export.csv')
    expect(refused.status).toBe(429)
    expect(refused.headers.has('retry-after')).toBe(true)
  })
})

describe('Taking offers and giving them back', () => {
  it('is rationed: nobody makes vouchers without end, and nothing is taken', async () => {
    const desk = await claimDesk()
    const offer = await desk.published()
    const id = await desk.customer()
    const ana = await spentBy('claim', await enrol({ role: 'customer', name: 'Ana', id }))
    const answer = await ana.post(`/offers/${offer.slug}/claims`, { idempotency_key: crypto.randomUUID() })
    expect(answer.status).toBe(429)
    expect(answer.headers.has('retry-after')).toBe(true)
    const { lines } = await accountStub(world, id).statement(null, 10)
    expect(lines).toEqual([])
    expect((await ana.post('/wallet/returns/vch_none', { idempotency_key: 'back' })).status).toBe(429)
  })
})
