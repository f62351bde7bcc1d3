import { describe, expect, it } from 'vitest'
import { openLume } from './cast.ts'
import { importDesk } from './import-desk.ts'
import { leadsTo, textOf } from './pages.ts'
import { libraryDump } from './site-map.ts'

await openLume()
const { rui, uploaded } = await importDesk()

describe('a hostile file', () => {
  const NUL = String.fromCharCode(0)
  it.each([
    ['nothing', ''],
    ['only names of columns', 'name,email'],
    ['unbalanced quotes', 'name,email\n"Ana,a@example.com\nRui,r@example.com'],
    ['quotes in the middle', 'name,email\n"Ana"x,a@example.com'],
    ['a NUL', `name,email\nAna${NUL},a@example.com`],
    ['a ZIP', 'PK\u0003\u0004 and so on'],
    ['100,000 columns', `${'a,'.repeat(100_000)}\n1,2`],
    ['a cell of a megabyte', `name\n${'x'.repeat(1_000_000)}`],
    ['more lines than allowed', `name\n${'Ana\n'.repeat(10_002)}`],
  ])('is refused with a sentence: %s', async (_, content) => {
    const before = await libraryDump()
    const response = await uploaded(content)
    expect(response.status).toBe(422)
    expect(textOf(await response.text())).toMatch(
      /Choose a file|The file|This is|quoted cell|cannot be read|far too long/,
    )
    expect(await libraryDump()).toBe(before)
  })

  it('of ten megabytes is refused before it is read', async () => {
    const response = await uploaded(`name\n${'x'.repeat(10 * 1024 * 1024)}`)
    expect(response.status).toBe(413)
  })

  it('compressed is not unpacked', async () => {
    const squeezed = new Response('name\nAna').body?.pipeThrough(new CompressionStream('gzip'))
    const bytes = new Uint8Array(await new Response(squeezed).arrayBuffer())
    expect((await uploaded(bytes)).status).toBe(422)
  })

  it('with misleading letters, formulas and doubled names names each line, and shows them as text', async () => {
    const file = [
      'name,name,email',
      '=HYPERLINK(A1),,f@example.com',
      'Ana \u202egnp,,rtl@example.com',
      '<script>alert(1)</script>,,s@example.com',
      'שלום עולם,,rtl2@example.com',
    ].join('\n')
    const at = leadsTo(await uploaded(file))
    const response = await rui.get(at)
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(html).not.toContain('<script>alert')
    expect(textOf(html)).toContain('Line contains characters that are not text 3')
    expect(textOf(html)).toContain('3 will be added')
  })

  it('read as nothing, or twice as one thing, asks again', async () => {
    const at = leadsTo(await uploaded('a,b\n1,2'))
    expect((await rui.get(at)).status).toBe(422)
    const twice = await rui.get(`${at}?existing=skip&c0=email&c1=email`)
    expect(twice.status).toBe(422)
    expect(textOf(await twice.text())).toContain('Two columns are both Email')
    const none = await rui.post(at, { existing: 'skip', c0: '', c1: '' })
    expect(none.status).toBe(422)
    const code = await rui.get(`${at}?existing=skip&c0=name&calling_code=abc`)
    expect(textOf(await code.text())).toContain('Write a country code')
  })
})
