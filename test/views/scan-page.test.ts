import { describe, expect, it } from 'vitest'
import { TROUBLES } from '../../views/counter/lens-state.ts'
import type { Viewer } from '../../views/frame.ts'
import { ALVALADE, CHIADO, field, inOrder, page, REDEEM, verdict, view } from './counter-pages.tsx'
import { frame } from './fixtures.ts'

describe('The scanning page', () => {
  it('keeps the camera outside of what answers fill', () => {
    const html = page()
    expect(html).toContain('<div id="verdict"></div>')
    expect(inOrder(html, ['id="lens"', '</section>', 'id="verdict"'])).toBe(true)
    expect(html).toContain('action="/scan/validations" hx-post="/scan/validations" hx-target="#verdict"')
  })

  it('works without a script: a form to type into, and no button that does nothing', () => {
    const html = page()
    const lens = html.slice(html.indexOf('id="lens"'), html.indexOf('</section>'))
    const buttons = lens.match(/<button[^>]*>/g) ?? []
    expect(buttons.length).toBeGreaterThan(0)
    expect(buttons.filter((button) => !/\shidden/.test(button))).toEqual([])
    expect(lens).toContain('The camera needs JavaScript')
    expect(field(html, 'store_id')).toContain('value="sto_1"')
  })

  it('answers whole pages with the verdict alone in sight', () => {
    const html = page({ verdict: view({ redeem: REDEEM }) })
    expect(html).toContain('<title>Valid · Meridiano</title>')
    expect(html).toMatch(/<div class="counter" id="scanner" hidden/)
    expect(html).toContain(verdict({ redeem: REDEEM }))
  })

  it.each(TROUBLES)('has words and a way forward when the camera is %s', (trouble) => {
    expect(page()).toMatch(new RegExp(`data-when="${trouble}" hidden[^>]*><h2>[^<]+</h2><p>[^<]{20,}</p>`))
  })

  it('keeps a code that cannot be right and says where to look', () => {
    const html = page({ code: '7Q4K-9WX2-MTR2', codeError: 'Look at the second group first: 9WX2' })
    expect(html).toContain('<title>Error: Scan · Meridiano</title>')
    expect(field(html, 'code')).toContain('value="7Q4K-9WX2-MTR2"')
    expect(field(html, 'code')).toContain('aria-invalid="true"')
    expect(html).toContain('Look at the second group first: 9WX2')
  })

  it('asks people with several shops where they are, once, and keeps a waiting code', () => {
    const asked = page({ place: null, places: [CHIADO, ALVALADE], code: 'WELCOME10' })
    expect(asked).toContain('Where are you?')
    expect(asked).toContain('<option value="sto_3">Alvalade</option>')
    expect(field(asked, 'code')).toContain('value="WELCOME10"')
    expect(asked).not.toContain('id="lens"')
    expect(page({ places: [CHIADO, ALVALADE] })).toContain('Change shop')
    expect(page()).not.toContain('Change shop')
    expect(page({ place: null, places: [] })).toContain('id="lens"')
  })

  it('keeps a list of codes to be checked at every counter, and at no kiosk, where customers would find it', () => {
    const at = (role: Viewer['role']) =>
      page({ frame: frame({ viewer: { name: 'Ana', role, place: 'Chiado' } }) })
    expect(at('operator')).toContain('id="unchecked"')
    expect(at('kiosk')).not.toContain('id="unchecked"')
  })

  it('leads to the vouchers only those who have a desk', () => {
    const admin: Viewer = { name: 'Ana', role: 'admin', place: 'all shops' }
    expect(page()).not.toContain('/admin/')
    expect(page({ frame: frame({ viewer: admin }) })).toContain('href="/admin/vouchers"')
  })

  it('obeys the content security policy and uses every id once', () => {
    const html = page({ verdict: view({ redeem: { ...REDEEM, needsOrder: true } }) })
    expect(html).not.toMatch(/\sstyle=|\son[a-z]+=|javascript:|hx-on|js:/i)
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
    expect(ids).toEqual([...new Set(ids)])
  })

  it('says in the test world that its vouchers are not real', () => {
    expect(page({ frame: frame({ world: 'test' }) })).toContain('Test world: these vouchers are not real')
  })
})
