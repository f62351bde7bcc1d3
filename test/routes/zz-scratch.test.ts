import { beforeAll, expect, it } from 'vitest'
import { openLume, enrol, browserOf, shopSystem, issued, world } from './cast.ts'
import { formIn, textOf, soon, stranger } from './pages.ts'
beforeAll(openLume)
it('x', async () => {
  const rui = await browserOf(await enrol({ role: 'admin' }))
  const page = await rui.get('/admin/issue')
  const html = await page.text()
  console.log(page.status, await formIn(html, '/admin/issue'))
  console.log(textOf(html).slice(0, 3000))
  const shop = await shopSystem()
  const v = await issued(shop, {title:'Olá João'})
  const t0 = Date.now()
  await soon(async () => { const r = await world.DB.prepare('select * from vouchers').all(); expect(r.results.length).toBe(1); console.log(Date.now()-t0, r.meta) })
  for (const h of [{'if-none-match':'x'}]) console.log((await stranger.get('/v/'+v.code, h)).status)
  for (const p of ['/images/'+'x'.repeat(2000), '/images/', '/images/%00', '/v/%E0%A4%A', '/admin/vouchers/x']) { const r = await rui.get(p); console.log(p.slice(0,30), r.status) }
})
