import { Icon, type IconName } from './icon.tsx'

/** A voucher's state as every page shows it. */
export type VoucherStatus =
  | 'active'
  | 'held'
  | 'redeemed'
  | 'partially_redeemed'
  | 'void'
  | 'blocked'
  | 'expired'

const SHAPES: Readonly<Record<VoucherStatus, IconName>> = {
  active: 'tick',
  held: 'hold',
  partially_redeemed: 'half',
  redeemed: 'tick',
  expired: 'clock',
  blocked: 'lock',
  void: 'ban',
}

/** A word, its own shape, then a colour. `icon` replaces the shape where the word says something else ('2 days left'). */
export function Status({ status, label, icon }: { status: VoucherStatus; label: string; icon?: IconName }) {
  return (
    <span class="status" data-status={status}>
      <Icon name={icon ?? SHAPES[status]} />
      {label}
    </span>
  )
}
