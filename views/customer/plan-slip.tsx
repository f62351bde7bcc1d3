import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'

/** A customer's own plan, as their wallet shows it. */
export interface PlanView {
  readonly name: string
  /** What it gives, in the brand's words. */
  readonly gives: readonly string[]
  /** When it begins, while that is still to come. */
  readonly beginsAt: number | null
  /** Exclusive; null where it has no end, or none that is known here. */
  readonly endsAt: number | null
  readonly nextAt: number | null
  /** Sold here, so that its end is known. */
  readonly sold: boolean
}

/** The plan among what a wallet holds: a slip as the vouchers are, which nobody scans. */
export function PlanSlip({ frame, plan }: { frame: Frame; plan: PlanView }) {
  const words = frame.words.plans
  const { name, gives, nextAt } = plan
  const next = nextAt === null ? '' : words.next(frame.display.date(nextAt, frame.brand.zone))
  return (
    <section class="slip" aria-labelledby="plan">
      <div class="slip__body">
        <h3 id="plan">{words.wallet.title(name)}</h3>
        {gives.length > 0 && <p>{gives.join(' · ')}</p>}
        <p class="until">
          {lasts(frame, plan)}
          {next !== '' && <span>{next}</span>}
        </p>
      </div>
      <div class="slip__stub">
        <Icon name="star" />
        {words.wallet.member}
      </div>
    </section>
  )
}

function lasts({ words, display, brand }: Frame, { sold, beginsAt, endsAt }: PlanView) {
  const said = words.plans.wallet
  if (!sold) return null
  if (beginsAt !== null) return <span>{said.begins(display.date(beginsAt, brand.zone))}</span>
  if (endsAt === null) return <span>{said.noEnd}</span>
  return <span>{said.until(display.date(display.until(endsAt, brand.zone), brand.zone))}</span>
}
