import { raw } from 'hono/html'
import { voucherStyle } from '../../views/brand.ts'
import { JoinPage } from '../../views/customer/join.tsx'
import { PortalPage } from '../../views/customer/portal.tsx'
import { PrintPage } from '../../views/customer/print.tsx'
import { SigninPage } from '../../views/customer/signin.tsx'
import { VoucherPage } from '../../views/customer/voucher.tsx'
import { VoucherUnavailable } from '../../views/customer/voucher-unavailable.tsx'
import { WalletPage } from '../../views/customer/wallet.tsx'
import { ErrorPage } from '../../views/error-page.tsx'
import type { Frame } from '../../views/frame.ts'
import type { TicketView } from '../../views/ticket-view.ts'
import { NOW } from './fixtures.ts'

const NOTHING = { available: 0, reserved: 0, owed: 0, used: false, next: null }
/** Points of which some end soon, and a debt of cashback. */
const BALANCES = {
  points: { available: 1250, reserved: 40, owed: 0, used: true, next: { at: NOW + 86_400_000, amount: 80 } },
  cashback: { ...NOTHING, used: true, owed: 120 },
  balance: NOTHING,
}

/** The voucher page as its holder gets it. */
export function voucherPage(frame: Frame, voucher: TicketView): string {
  const ownStyle = raw(voucherStyle(frame.assets, frame.brand))
  return String(VoucherPage({ frame, voucher, ownStyle, etag: '"7-active-3"' }))
}

/** The voucher on paper. */
export function printPage(frame: Frame, voucher: TicketView, as: 'card' | 'receipt'): string {
  return String(PrintPage({ frame, voucher, url: `https://vale.example/v/${voucher.code}`, as }))
}

/** Every customer page by name, about one voucher and people of one name. */
export function customerPages(frame: Frame, voucher: TicketView, name: string): Record<string, string> {
  const door = { name, role: name, place: name, href: '/signin/demo' }
  return {
    voucher: voucherPage(frame, voucher),
    used: voucherPage(frame, { ...voucher, status: 'redeemed' }),
    unavailable: String(VoucherUnavailable({ frame })),
    wallet: String(
      WalletPage({
        frame,
        firstName: name,
        cardToken: 'card_0k4n',
        balances: BALANCES,
        plan: {
          name: 'Mornings',
          gives: ['A coffee a day'],
          beginsAt: null,
          endsAt: NOW + 86_400_000,
          nextAt: NOW + 3_600_000,
          sold: true,
        },
        vouchers: [{ ...voucher, standing: { shelf: 'now', opensAt: null } }],
        asOf: NOW,
      }),
    ),
    emptyWallet: String(
      WalletPage({
        frame,
        firstName: null,
        cardToken: null,
        balances: null,
        plan: null,
        vouchers: [],
        asOf: NOW,
      }),
    ),
    portal: String(PortalPage({ frame, shown: null })),
    signin: String(
      SigninPage({ frame, next: name, refused: 'not_accepted', doors: [door], sendsMail: true }),
    ),
    join: String(
      JoinPage({
        frame,
        refused: 'full',
        invitation: { name, role: name, place: name, joins: 'with a passkey', press: name },
      }),
    ),
    joinPlainly: String(
      JoinPage({
        frame,
        refused: null,
        invitation: { name, role: name, place: name, joins: 'by a press', press: name },
      }),
    ),
    joinTablet: String(
      JoinPage({
        frame,
        refused: null,
        invitation: { name, role: name, place: name, joins: 'as a tablet', press: name },
      }),
    ),
    joinEnded: String(JoinPage({ frame, invitation: null, refused: null })),
    card: printPage(frame, voucher, 'card'),
    receipt: printPage(frame, voucher, 'receipt'),
    error: String(ErrorPage({ frame, status: 500, requestId: name })),
  }
}
