import { account } from './en/account.ts'
import { admin } from './en/admin.ts'
import { adminOffers } from './en/admin-offers.ts'
import { audits } from './en/audits.ts'
import { counter } from './en/counter.ts'
import { counterHistory, shift } from './en/counter-history.ts'
import { customers } from './en/customers.ts'
import { desk } from './en/desk.ts'
import { devices } from './en/devices.ts'
import { doors } from './en/doors.ts'
import { emailSignin } from './en/email-signin.ts'
import { errors } from './en/errors.ts'
import { common } from './en/everywhere.ts'
import { exportWords } from './en/export.ts'
import { guesses } from './en/guesses.ts'
import { keys } from './en/keys.ts'
import { offerForm } from './en/offer-form.ts'
import { offers } from './en/offers.ts'
import { overrides } from './en/overrides.ts'
import { people } from './en/people.ts'
import { pictures } from './en/pictures.ts'
import { plans } from './en/plans.ts'
import { portal } from './en/portal.ts'
import { privacy } from './en/privacy.ts'
import { purchaseImports } from './en/purchase-imports.ts'
import { refusals } from './en/refusals.ts'
import { requests } from './en/requests.ts'
import { rulings } from './en/rulings.ts'
import { scanner } from './en/scanner.ts'
import { settings } from './en/settings.ts'
import { statement } from './en/statement.ts'
import { deviceKinds, pins, tablet } from './en/tablet.ts'
import { ticket } from './en/ticket.ts'
import { till } from './en/till.ts'
import { told } from './en/told.ts'
import { wallet } from './en/wallet.ts'
import { welcome } from './en/welcome.ts'

/** What Vale says in English. */
export const en = {
  language: 'en',
  direction: 'ltr',
  common,
  audits,
  ticket,
  wallet,
  portal,
  plans,
  offers,
  adminOffers,
  offerForm,
  privacy,
  statement,
  doors,
  account,
  emailSignin,
  devices,
  refusals,
  requests,
  rulings,
  errors,
  guesses,
  pictures,
  admin,
  counter,
  counterHistory,
  shift,
  scanner,
  till,
  told,
  overrides,
  settings,
  welcome,
  desk,
  people,
  keys,
  tablet,
  pins,
  deviceKinds,
  customers,
  purchaseImports,
  export: exportWords,
}
