import { describedBy, Field, FieldFrame } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { planVoucherRows } from './list-view.ts'
import { Wrong } from './problems.tsx'

/** An offer a plan can issue vouchers of. */
export interface OfferChoice {
  readonly id: string
  readonly name: string
}

interface PlanVouchersProps {
  readonly frame: Frame
  readonly offers: readonly OfferChoice[]
  /** A line for each row: `ofr_… 2`. */
  readonly value: string
  readonly error: string | undefined
}

const ROWS_MOST = 12
/** Rows for what is not chosen yet; saving gives more. */
const FREE_ROWS = 2

/** What a plan issues in each of its periods: of which offer, and how many. */
export function PlanVouchers({ frame, offers, value, error }: PlanVouchersProps) {
  const words = frame.words.admin.lists
  const rows = planVoucherRows(value)
  const shown = Math.min(ROWS_MOST, rows.length + FREE_ROWS)
  return (
    <fieldset class="stack stack--tight" id="vouchers" tabindex={-1}>
      <legend class="legend">{words.labels.vouchers}</legend>
      <p class="hint">{words.hints.vouchers}</p>
      <Wrong error={error} />
      {Array.from({ length: shown }, (_, row) => (
        <div class="side-by-side side-by-side--level">
          <OfferSelect frame={frame} row={row} offers={offers} chosen={rows[row]?.offer ?? ''} />
          <Field
            id={`voucher-count-${row}`}
            name="voucher_count"
            label={words.voucherCount(row + 1)}
            value={rows[row]?.count ?? ''}
            attributes={{ inputmode: 'numeric', autocomplete: 'off' }}
          />
        </div>
      ))}
    </fieldset>
  )
}

interface OfferSelectProps extends Pick<PlanVouchersProps, 'frame' | 'offers'> {
  readonly row: number
  readonly chosen: string
}

function OfferSelect({ frame, row, offers, chosen }: OfferSelectProps) {
  const words = frame.words.admin.lists
  const field = { id: `voucher-offer-${row}`, label: words.voucherOffer(row + 1) }
  return (
    <FieldFrame {...field}>
      <select class="input" id={field.id} name="voucher_offer" {...describedBy(field)}>
        <option value="">{words.noOffer}</option>
        {offers.map(({ id, name }) => (
          <option value={id} selected={id === chosen}>
            {name}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}
