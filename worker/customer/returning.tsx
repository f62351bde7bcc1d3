import { type Context, Hono } from 'hono'
import type { AccountClaim } from '../../src/account/claim.ts'
import { assert } from '../../src/assert.ts'
import { type AccountLine, isVoucherId, readClaimId } from '../../src/id.ts'
import { isReturnable } from '../../src/returning.ts'
import { isHolder, type Voucher } from '../../src/voucher.ts'
import { type Returning, ReturningPage } from '../../views/customer/returning.tsx'
import { en } from '../../views/words/en.ts'
import { allow } from '../allow.ts'
import { isKey, sending } from '../command-id.ts'
import { customerPrincipal } from '../customer-principal.ts'
import type { AppEnv } from '../env.ts'
import { explain } from '../explain.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { rationed } from '../guarded.ts'
import { placeOf } from '../place.ts'
import { refusePage } from '../refuse.tsx'
import { accountStub, voucherStub } from '../stubs.ts'
import { own } from './own-record.ts'

/** /wallet/returns: customers give back what they claimed and have not used. */
export const returning = new Hono<AppEnv>()

returning.get('/wallet/returns/:voucher', allow('wallet:claim'), async (c) => {
  const mine = await claimedByMe(c)
  if (mine === null) return refusePage(c, 404)
  return page(c, mine, standing(c, mine))
})

returning.post('/wallet/returns/:voucher', allow('wallet:claim'), rationed('claim'), async (c) => {
  const form = await readForm(c)
  const key = form?.text('idempotency_key') ?? ''
  if (!isKey(key)) return refusePage(c, 400)
  const mine = await claimedByMe(c)
  if (mine === null) return refusePage(c, 404)
  const place = placeOf(c, null, 'online')
  assert(place !== null, 'whoever has a wallet acts from no shop')
  const { customer, seq } = mine.line
  // What a repeat asks about has ended already: the account answers that.
  if (mine.claim.state === 'claimed' && !isReturnable(mine.voucher, c.get('now')))
    return page(c, mine, standing(c, mine), 409)
  const answer = await accountStub(c.env, customer).cancelClaim({
    kind: 'cancel_claim',
    ...sending(c, key, ['give_back', mine.voucher.id]),
    ...{ customer, place, claim: seq },
    currency: c.get('directory').brand.currency,
    words: {},
  })
  if (answer.kind === 'refused')
    return page(c, mine, { kind: 'refused', why: explain(c, answer.refusals[0]) }, 409)
  return c.redirect(`/wallet/returns/${mine.voucher.id}`, 303)
})

interface Mine {
  readonly voucher: Voucher
  readonly line: AccountLine
  readonly claim: AccountClaim
}

/** The voucher the path names with its claim, if whoever asks holds it; everything else looks like absence. */
async function claimedByMe(c: Context<AppEnv>): Promise<Mine | null> {
  const id = c.req.param('voucher') ?? ''
  const row = await own(c)
  const reading = row !== null && isVoucherId(id) ? await voucherStub(c.env, id).read() : null
  if (row === null || reading === null || !isHolder(reading.voucher, customerPrincipal(row).id)) return null
  const line = reading.voucher.claim === null ? null : readClaimId(reading.voucher.claim)
  const claim = line && (await accountStub(c.env, line.customer).readClaim(line.seq))
  return line === null || claim === null ? null : { voucher: reading.voucher, line, claim }
}

/** How its claim stands, whoever ended it. */
function standing(c: Context<AppEnv>, { voucher, claim }: Mine): Returning {
  if (claim.state === 'cancelled') return { kind: 'done' }
  if (claim.state === 'cancelling') return { kind: 'underway' }
  if (!isReturnable(voucher, c.get('now'))) return { kind: 'refused', why: en.wallet.returning.used }
  return { kind: 'asked', price: claim.price, commandKey: crypto.randomUUID() }
}

function page(c: Context<AppEnv>, { voucher }: Mine, shown: Returning, status: 200 | 409 = 200) {
  return c.html(
    <ReturningPage
      frame={frameFor(c, c.get('principal'))}
      voucher={voucher.id}
      title={voucher.terms.title}
      returning={shown}
    />,
    status,
  )
}
