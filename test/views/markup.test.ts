import { describe, expect, it } from 'vitest'
import { frame, voucher } from './fixtures.ts'
import { customerPages } from './pages.ts'

const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(1)>'`

describe('customer pages', () => {
  it('show hostile names, titles and words as text', () => {
    const closed = false
    const shop = {
      id: 'sto_1',
      name: HOSTILE,
      zone: 'Europe/Lisbon',
      address: HOSTILE,
      hours: [HOSTILE],
      imageUrl: HOSTILE,
      closed,
    }
    const hostile = voucher({
      title: HOSTILE,
      description: HOSTILE,
      imageUrl: '/images/a.webp',
      imageAlt: HOSTILE,
      benefit: { kind: 'item', item: HOSTILE },
      stores: [shop],
      bound: true,
      holderFirstName: HOSTILE,
      redemptions: [{ at: 0, storeName: HOSTILE, zone: 'Europe/Lisbon', amount: null }],
    })
    const { brand } = frame()
    const pages = customerPages(
      frame({ brand: { ...brand, name: HOSTILE, line: HOSTILE }, path: `/${HOSTILE}` }),
      hostile,
      HOSTILE,
    )
    for (const [page, html] of Object.entries(pages)) {
      expect(html.includes('<script>alert') || html.includes('<img src=x'), page).toBe(false)
    }
  })

  it('a brand colour that is no colour adds nothing to the style', () => {
    const { brand } = frame()
    const { voucher: html } = customerPages(
      frame({ brand: { ...brand, colour: 'red}</style><script>' } }),
      voucher(),
      'Ana',
    )
    expect(html).not.toContain('red}')
  })

  const pages = Object.entries(customerPages(frame({ world: 'test' }), voucher(), 'Rui Tavares'))

  it.each(pages)('%s obeys the content security policy: nothing inline, nothing foreign', (_page, html) => {
    const markup = html.replace(/<style>.*?<\/style>/s, '')
    expect(markup).not.toMatch(/\sstyle=|\son[a-z]+=|javascript:/i)
    expect(markup).not.toMatch(/<script(?![^>]*\ssrc="\/assets\/)/)
    expect(markup).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
  })

  it.each(pages)('%s has a language, a title, one main heading and one way past the menu', (_page, html) => {
    expect(html).toMatch(/^<!doctype html><html lang="en" dir="ltr">/)
    expect(html).toMatch(/<title>[^<]+ · Meridiano<\/title>/)
    expect(html.match(/<h1/g)).toHaveLength(1)
    expect(html).toContain('<a class="skip" href="#main">')
    expect(html).toContain('id="main"')
  })

  it.each(pages)('%s says in the test world that its vouchers are not real', (_page, html) => {
    expect(html).toContain('Test world: these vouchers are not real')
  })

  it.each(pages)('%s uses every id once', (_page, html) => {
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
    expect(ids).toEqual([...new Set(ids)])
  })
})
