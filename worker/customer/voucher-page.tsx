import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { raw } from 'hono/html'
import type { VoucherReading } from '../../durable-objects/voucher-object.ts'
import { normaliseCode, readCode } from '../../src/code.ts'
import type { VoucherId } from '../../src/id.ts'
import { statusOf } from '../../src/voucher.ts'
import { voucherStyle } from '../../views/brand.ts'
import { PrintPage } from '../../views/customer/print.tsx'
import { VoucherPage } from '../../views/customer/voucher.tsx'
import { VoucherUnavailable } from '../../views/customer/voucher-unavailable.tsx'
import { allow } from '../allow.ts'
import { voucherIdForCode } from '../code-vault.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { guarded } from '../guarded.ts'
import { contentSecurityPolicy } from '../headers.ts'
import { qrPicture } from '../qr-picture.ts'
import { voucherStub } from '../stubs.ts'
import { ticketOf } from '../ticket.ts'

/** /v/{code}: whoever knows a live code sees its voucher; everything else is the same page, 404. No D1 anywhere here. */
export const voucherPage = new Hono<AppEnv>()

/** Strangers are counted by voucher, however its code is written. Ids are no codes: what stands in lists and logs opens nothing. */
const byCode = guarded(voucherPresented)

voucherPage.get('/v/:code', allow('everyone'), byCode, async (c) => {
  const frame = frameFor(c, null)
  const reading = await readByCode(c)
  if (reading === null) return unavailable(c)
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

voucherPage.get('/v/:code/print', allow('everyone'), byCode, async (c) => {
  const frame = frameFor(c, null)
  const reading = await readByCode(c)
  if (reading === null) return unavailable(c)
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

voucherPage.get('/v/:code/qr.png', allow('everyone'), byCode, async (c) => {
  const reading = await readByCode(c)
  if (reading === null) return unavailable(c)
  const { code } = ticketOf(c, reading.voucher, reading.head)
  c.header('Content-Disposition', `attachment; filename="voucher-${code.slice(-4)}.png"`)
  return c.body(qrPicture(code), 200, { 'Content-Type': 'image/png' })
})

/** One of the tags a browser has, compared weakly (RFC 9110 §13.1.2): compressing on the way makes tags weak. */
function isKnown(tags: string | undefined, etag: string): boolean {
  return (tags ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}

/** The voucher a stranger's code would lead to, or null for what is no code; nothing is asked. */
function voucherPresented(c: Context<AppEnv>): VoucherId | null {
  const read = readCode(c.req.param('code') ?? '')
  return read.kind === 'malformed' ? null : voucherIdForCode(c.env, read.code)
}

async function readByCode(c: Context<AppEnv>): Promise<VoucherReading | null> {
  const id = voucherPresented(c)
  const reading = id && (await voucherStub(c.env, id).read())
  return reading?.voucher.terms.code_shown ? reading : null
}

/** One answer to everything that is not the code of a voucher that may be seen: why, is not said. */
function unavailable(c: Context<AppEnv>): Response | Promise<Response> {
  c.set('miss', { reason: 'unknown_code', text: normaliseCode(c.req.param('code') ?? '') })
  return c.html(<VoucherUnavailable frame={frameFor(c, null)} />, 404)
}
