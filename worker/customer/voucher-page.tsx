import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { raw } from 'hono/html'
import { normaliseCode, readCode } from '../../src/code.ts'
import { statusOf } from '../../src/voucher.ts'
import { voucherStyle } from '../../views/brand.ts'
import { PrintPage } from '../../views/customer/print.tsx'
import { VoucherPage } from '../../views/customer/voucher.tsx'
import { VoucherUnavailable } from '../../views/customer/voucher-unavailable.tsx'
import { allow } from '../allow.ts'
import { voucherIdForCode } from '../code-vault.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { contentSecurityPolicy } from '../headers.ts'
import { qrPicture } from '../qr-picture.ts'
import { voucherStub } from '../stubs.ts'
import { ticketOf } from '../ticket.ts'

/** /v/{code}: whoever knows a live code sees its voucher; everything else is the same page, 404. No D1 anywhere here. */
export const voucherPage = new Hono<AppEnv>()

voucherPage.get('/v', allow('everyone'), (c) => {
  const code = normaliseCode(c.req.query('code') ?? '')
  return c.redirect(code === '' ? '/' : `/v/${encodeURIComponent(code)}`, 303)
})

voucherPage.get('/v/:code', allow('everyone'), async (c) => {
  const frame = frameFor(c, null)
  const reading = await readByCode(c.env, c.req.param('code'))
  if (reading === null) return c.html(<VoucherUnavailable frame={frame} />, 404)
  const { voucher, head } = reading
  const style = voucherStyle(frame.assets, frame.brand)
  const hash = createHash('sha256').update(style).digest('base64')
  // With the style, whose hash a 304 allows: a page kept from before a release would lose its looks.
  const etag = `"${head}-${statusOf(voucher, c.get('now'))}-${c.get('directory').version}-${hash.slice(0, 8)}"`
  c.header('ETag', etag)
  c.header('Cache-Control', 'private, no-cache')
  c.header('Content-Security-Policy', contentSecurityPolicy({ 'style-src': `'sha256-${hash}'` }))
  if (isKnown(c.req.header('if-none-match'), etag)) return c.body(null, 304)
  return c.html(
    <VoucherPage frame={frame} voucher={ticketOf(c, voucher, head)} ownStyle={raw(style)} etag={etag} />,
  )
})

voucherPage.get('/v/:code/print', allow('everyone'), async (c) => {
  const frame = frameFor(c, null)
  const reading = await readByCode(c.env, c.req.param('code'))
  if (reading === null) return c.html(<VoucherUnavailable frame={frame} />, 404)
  const ticket = ticketOf(c, reading.voucher, reading.head)
  const url = new URL(`/v/${ticket.code}`, c.req.url).href
  return c.html(
    <PrintPage
      frame={frame}
      voucher={ticket}
      url={url}
      as={c.req.query('as') === 'receipt' ? 'receipt' : 'card'}
    />,
  )
})

voucherPage.get('/v/:code/qr.png', allow('everyone'), async (c) => {
  const reading = await readByCode(c.env, c.req.param('code'))
  if (reading === null) return c.html(<VoucherUnavailable frame={frameFor(c, null)} />, 404)
  const { code } = ticketOf(c, reading.voucher, reading.head)
  c.header('Content-Disposition', `attachment; filename="voucher-${code.slice(-4)}.png"`)
  return c.body(qrPicture(code), 200, { 'Content-Type': 'image/png' })
})

/** One of the tags a browser has, compared weakly (RFC 9110 §13.1.2): compressing on the way makes tags weak. */
function isKnown(tags: string | undefined, etag: string): boolean {
  return (tags ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}

async function readByCode(env: AppEnv['Bindings'], typed: string) {
  const read = readCode(typed)
  // Ids are no codes: what stands in lists and logs opens nothing.
  const reading =
    read.kind === 'malformed' ? null : await voucherStub(env, voucherIdForCode(env, read.code)).read()
  return reading?.voucher.terms.code_shown ? reading : null
}
