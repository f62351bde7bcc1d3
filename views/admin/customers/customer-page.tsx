import type { BalancesShown } from '../../../src/account/balance.ts'
import type { Frame } from '../../frame.ts'
import { Icon } from '../../icon.tsx'
import { Desk } from '../../layout.tsx'
import { Note } from '../../note.tsx'
import { Status, type VoucherStatus } from '../../status.tsx'
import { BalanceFacts } from '../../told-lines.tsx'
import { nearMoment } from '../../voucher-facts.ts'
import { ChangesLink } from '../changes-link.tsx'
import { Saved } from '../saved.tsx'
import { WayBack } from '../way-back.tsx'
import { CustomerCard, CustomerFacts, type CustomerFactsView } from './customer-facts.tsx'
import { type MembershipView, PlanSection } from './plan-section.tsx'

/** A voucher in the customer's list. */
export interface HeldVoucher {
  readonly id: string
  readonly title: string
  readonly codeLast4: string
  readonly status: VoucherStatus
  /** Exclusive; null has no end. */
  readonly closesAt: number | null
  readonly zone: string
}

/** A use of one of their vouchers. */
export interface VisitView {
  readonly voucherId: string
  readonly title: string
  readonly kind: 'redeemed' | 'rolled_back'
  readonly at: number
  readonly zone: string
  readonly storeName: string | null
}

export interface CustomerPageProps {
  readonly frame: Frame
  readonly id: string
  readonly name: string
  readonly facts: CustomerFactsView
  /** Open ones first. */
  readonly vouchers: readonly HeldVoucher[]
  readonly openVouchers: number
  /** So many are shown at most, and there may be more. */
  readonly cutOff: boolean
  readonly visits: readonly VisitView[]
  /** A merge is still moving vouchers. */
  readonly moving: boolean
  /** Their record was saved just now. */
  readonly saved: boolean
  /** When they asked for everything about them to be erased; null if they did not. */
  readonly erasureAskedAt: number | null
  readonly mayErase: boolean
  /** What they have; null where that is nothing, or cannot be reached. */
  readonly balances: BalancesShown | null
  readonly mayReadAccount: boolean
  readonly memberships: readonly MembershipView[]
  readonly maySell: boolean
  /** The wallet link of their letters was ended just now. */
  readonly linkEnded: boolean
  readonly mayWrite: boolean
  readonly mayIssue: boolean
  readonly commandKey: string
  readonly asOf: number
}

/** One customer: who they are, what they hold, when they came, and what can be done for them. */
export function CustomerPage(props: CustomerPageProps) {
  const { frame, name, moving } = props
  const words = frame.words.customers
  return (
    <Desk frame={frame} title={name}>
      <Head {...props} />
      <Saved frame={frame} shown={props.saved} />
      {props.linkEnded && (
        <Note icon="tick" role="status">
          {frame.words.devices.linkEnded}
        </Note>
      )}
      {moving && <Note tone="warn">{words.mergeUnfinished}</Note>}
      <ErasureWish {...props} />
      <div class="split">
        <div class="stack stack--loose">
          {props.memberships.length > 0 && (
            <PlanSection
              frame={frame}
              customer={props.id}
              memberships={props.memberships}
              maySell={props.maySell}
            />
          )}
          <Vouchers {...props} />
          <Visits {...props} />
          <Has {...props} />
        </div>
        <aside class="stack stack--loose" aria-label={words.details}>
          <CustomerFacts frame={frame} facts={props.facts} />
          <ChangesLink frame={frame} id={props.id} />
          <CustomerCard frame={frame} id={props.id} cardToken={props.facts.cardToken} />
          {props.mayWrite && (
            <form method="post" action={`/admin/customers/${props.id}/wallet-links/ended`}>
              <button type="submit" class="button">
                {frame.words.devices.linkEndStaff}
              </button>
            </form>
          )}
          {props.mayErase && props.erasureAskedAt === null && (
            <p>
              <a href={`/admin/customers/${props.id}/erasure`}>{frame.words.privacy.staff.erase}</a>
            </p>
          )}
        </aside>
      </div>
    </Desk>
  )
}

/** What they have, and the way to how it came to be. */
function Has({ frame, id, balances, mayReadAccount }: CustomerPageProps) {
  const words = frame.words.customers
  return (
    <section class="stack stack--tight" aria-labelledby="balances">
      <h2 id="balances">{words.balances}</h2>
      {balances === null ? (
        <p class="quiet">{words.balancesNone}</p>
      ) : (
        <BalanceFacts frame={frame} balances={balances} />
      )}
      {mayReadAccount && (
        <p>
          <a class="reach" href={`/admin/customers/${id}/account`}>
            {words.account.open}
          </a>
        </p>
      )}
    </section>
  )
}

/** Somebody who asked to be erased waits for whoever may do it. */
function ErasureWish({ frame, id, erasureAskedAt, mayErase }: CustomerPageProps) {
  const words = frame.words.privacy.staff
  if (erasureAskedAt === null) return null
  return (
    <Note tone="warn">
      {words.waitingNote(frame.display.date(erasureAskedAt, frame.brand.zone))}{' '}
      {mayErase && <a href={`/admin/customers/${id}/erasure`}>{words.decide}</a>}
    </Note>
  )
}

function Head({ frame, id, name, facts, mayWrite, mayIssue, maySell, commandKey }: CustomerPageProps) {
  const words = frame.words.customers
  return (
    <div class="page-head">
      <div class="stack stack--tight">
        <WayBack href="/admin/customers" label={words.title} />
        <h1>
          <bdi>{name}</bdi>
        </h1>
        <p>
          {facts.phone !== null && <a href={`tel:${facts.phone}`}>{facts.phone}</a>}
          {facts.phone !== null && facts.email !== null && ' · '}
          {facts.email !== null && <a href={`mailto:${facts.email}`}>{facts.email}</a>}
        </p>
        <p class="small quiet">{words.since(frame.display.date(facts.createdAt, frame.brand.zone))}</p>
      </div>
      <div class="actions">
        {mayIssue && (
          <a class="button button--primary span" href={`/admin/issue?customer_id=${id}`}>
            <Icon name="plus" />
            {words.issue}
          </a>
        )}
        {mayWrite && (
          <>
            <a class="button" href={`/admin/customers/${id}/edit`}>
              {words.edit}
            </a>
            <form method="post" action={`/admin/customers/${id}/wallet-links`}>
              <input type="hidden" name="idempotency_key" value={commandKey} />
              <button type="submit" class="button button--wide">
                {words.walletLink}
              </button>
            </form>
            <a class="button" href={`/admin/customers/${id}/merge`}>
              {words.merge}
            </a>
          </>
        )}
        {maySell && (
          <a class="button" href={`/admin/customers/${id}/plans/new`}>
            {frame.words.plans.sell}
          </a>
        )}
      </div>
    </div>
  )
}

function Vouchers({ frame, vouchers, openVouchers, cutOff, asOf }: CustomerPageProps) {
  const { display, brand } = frame
  const words = frame.words.customers
  return (
    <section class="stack" aria-labelledby="vouchers">
      <div class="row row--apart row--base">
        <h2 id="vouchers">{words.vouchers}</h2>
        <span class="small quiet">
          {openVouchers > 0 && `${words.vouchersOpen(openVouchers)} · `}
          {words.asOf(display.time(asOf, brand.zone))}
        </span>
      </div>
      {vouchers.length === 0 ? (
        <p class="quiet">{words.vouchersNone}</p>
      ) : (
        <ul class="rows">
          {vouchers.map((voucher) => (
            <li>
              <VoucherLine frame={frame} voucher={voucher} />
            </li>
          ))}
        </ul>
      )}
      {cutOff && <p class="small quiet">{words.vouchersMost(vouchers.length)}</p>}
    </section>
  )
}

function VoucherLine({ frame, voucher }: { frame: Frame; voucher: HeldVoucher }) {
  const { display, now } = frame
  const words = frame.words.customers
  const { id, title, codeLast4, status, closesAt, zone } = voucher
  const end =
    closesAt === null
      ? words.noEnd
      : words.until(nearMoment(display, display.until(closesAt, zone), now, zone))
  return (
    <a class="rowline" href={`/admin/vouchers/${id}`}>
      <span class="grow">
        <b class="promise">{title}</b>
        <span class="small quiet gist">
          <span class="code code--small">···· {codeLast4}</span> · {end}
        </span>
      </span>
      <Status status={status} label={frame.words.common.status[status]} />
    </a>
  )
}

function Visits({ frame, visits }: CustomerPageProps) {
  const { display, now } = frame
  const words = frame.words.customers
  return (
    <section class="stack" aria-labelledby="visits">
      <div class="stack stack--tight">
        <h2 id="visits">{words.visits}</h2>
        <p class="hint">{words.visitsHint}</p>
      </div>
      {visits.length === 0 ? (
        <p class="quiet">{words.visitsNone}</p>
      ) : (
        <ol class="rows">
          {visits.map(({ voucherId, title, kind, at, zone, storeName }) => (
            <li>
              <a class="rowline" href={`/admin/vouchers/${voucherId}`}>
                <Icon name={kind === 'redeemed' ? 'tick' : 'undo'} />
                <span class="grow">
                  <b>{[words.visit[kind], storeName ?? []].flat().join(' · ')}</b>
                  <span class="small quiet gist">
                    {nearMoment(display, at, now, zone)} · {title}
                  </span>
                </span>
              </a>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
