import { type Context, Hono } from 'hono'
import { maskedEmail } from '../../src/customer.ts'
import {
  AskErasurePage,
  ConfirmFirstPage,
  HeldFile,
  PrivacyPage,
  type PrivacySaid,
} from '../../views/customer/privacy/privacy-page.tsx'
import { actorOf } from '../actor.ts'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import type { Act } from '../library/audit.ts'
import { changeCustomer } from '../library/customer-changes.ts'
import { askErasure, erasureOf, takeBackErasure } from '../library/erasures.ts'
import { heldBy, heldGlance } from '../privacy/held.ts'
import { refusePage } from '../refuse.tsx'
import { confirmed, isByLink, own } from './own-record.ts'

/** /wallet/privacy: what is held about a customer, for themselves; nobody's but their own is ever asked for. */
export const privacy = new Hono<AppEnv>()

const PATH = '/wallet/privacy'
const SAID = { consent: 'consent', asked: 'asked', back: 'taken_back', late: 'too_late' } as const

privacy.get('/wallet/privacy', allow('wallet:read'), async (c) => {
  const row = await own(c)
  if (row === null) return refusePage(c, 404)
  const held = isByLink(c, row) ? null : await heldGlance(c, row)
  const erasure = await erasureOf(c.env.DB, row.id)
  return c.html(
    <PrivacyPage
      frame={frameFor(c, c.get('principal'))}
      held={held}
      agreed={row.marketing}
      askedAt={erasure?.askedAt ?? null}
      said={saidIn(c.req.query('said'))}
    />,
  )
})

privacy.get('/wallet/privacy/data.json', allow('wallet:read'), async (c) => {
  const row = await confirmed(c)
  if (row instanceof Response) return row
  c.header('Content-Disposition', 'attachment; filename="my-data.json"')
  return c.body(`${JSON.stringify(await heldBy(c, row), null, 2)}\n`, 200, {
    'Content-Type': 'application/json; charset=utf-8',
  })
})

privacy.get('/wallet/privacy/data.html', allow('wallet:read'), async (c) => {
  const row = await confirmed(c)
  if (row instanceof Response) return row
  c.header('Content-Disposition', 'attachment; filename="my-data.html"')
  return c.html(<HeldFile frame={frameFor(c, c.get('principal'))} data={await heldBy(c, row)} />)
})

privacy.post('/wallet/privacy/consent', allow('wallet:read'), async (c) => {
  const form = await readForm(c)
  if (form === null) return refusePage(c, 400)
  const marketing = form.text('marketing') === 'yes'
  // Whoever changed the record meanwhile changed something else: this choice is made again on what stands then.
  for (let tries = 0; tries < 3; tries += 1) {
    const row = await own(c)
    if (row === null) return refusePage(c, 404)
    if (row.marketing === marketing) break
    const change = await changeCustomer(c.env.DB, row, { ...row, marketing }, actNow(c))
    if (change.kind === 'changed') break
  }
  return c.redirect(`${PATH}?said=consent`, 303)
})

privacy.get('/wallet/privacy/confirm', allow('wallet:read'), async (c) => {
  const row = await own(c)
  if (row === null) return refusePage(c, 404)
  if (!isByLink(c, row)) return c.redirect(PATH, 303)
  return c.html(
    <ConfirmFirstPage frame={frameFor(c, c.get('principal'))} email={maskedEmail(row.email ?? '')} />,
  )
})

privacy.get('/wallet/privacy/erasure', allow('wallet:read'), async (c) => {
  const row = await confirmed(c)
  if (row instanceof Response) return row
  if ((await erasureOf(c.env.DB, row.id)) !== null) return c.redirect(PATH, 303)
  return c.html(<AskErasurePage frame={frameFor(c, c.get('principal'))} />)
})

privacy.post('/wallet/privacy/erasure', allow('wallet:read'), async (c) => {
  const row = await confirmed(c)
  if (row instanceof Response) return row
  await askErasure(c.env.DB, row.id, actNow(c))
  return c.redirect(`${PATH}?said=asked#erase`, 303)
})

privacy.post('/wallet/privacy/erasure/withdrawals', allow('wallet:read'), async (c) => {
  const row = await own(c)
  if (row === null) return refusePage(c, 404)
  const back = await takeBackErasure(c.env.DB, row.id, actNow(c))
  return c.redirect(`${PATH}?said=${back ? 'back' : 'late'}`, 303)
})

/** Who acts, and when. */
function actNow(c: Context<AppEnv>): Act {
  return { ...actorOf(c), at: c.get('now') }
}

function saidIn(asked: string | undefined): PrivacySaid {
  return asked === 'consent' || asked === 'asked' || asked === 'back' || asked === 'late' ? SAID[asked] : null
}
