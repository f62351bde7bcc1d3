import { currencyDigits } from '../../src/money.ts'
import { assets } from '../../views/assets.ts'
import { displayFor } from '../../views/display.ts'
import type { Frame } from '../../views/frame.ts'
import type { TicketView } from '../../views/ticket-view.ts'
import { en } from '../../views/words/en.ts'

/** 2026-11-22 14:10 in Lisbon. */
export const NOW = Date.UTC(2026, 10, 22, 14, 10)

/** A page of the fictional brand of the mock-ups. */
export function frame(changes: Partial<Frame> = {}): Frame {
  return {
    brand: {
      name: 'Meridiano',
      colour: '#1f4690',
      logoUrl: null,
      zone: 'Europe/Lisbon',
      currency: 'EUR',
      locale: 'en-IE',
      version: 3,
      email: null,
      line: 'café and bakery · Lisbon and Ponta Delgada',
    },
    words: en,
    display: displayFor('en-IE', currencyDigits),
    assets,
    viewer: null,
    path: '/',
    now: NOW,
    world: 'live',
    ...changes,
  }
}

/** A shop of which nobody has said more than where it is. */
const UNSAID = { address: '', hours: [], imageUrl: null, closed: false }

export const SHOPS = [
  { id: 'sto_1', name: 'Chiado', zone: 'Europe/Lisbon', ...UNSAID },
  { id: 'sto_2', name: 'Campo de Ourique', zone: 'Europe/Lisbon', ...UNSAID },
  { id: 'sto_3', name: 'Alvalade', zone: 'Europe/Lisbon', ...UNSAID },
  { id: 'sto_4', name: 'Belém', zone: 'Europe/Lisbon', ...UNSAID },
  { id: 'sto_5', name: 'Ponta Delgada', zone: 'Atlantic/Azores', ...UNSAID },
]

/** A promise without conditions. */
export const NO_CONDITIONS: TicketView['conditions'] = {
  blackoutDates: [],
  only: null,
  partners: [],
  products: [],
  usesPerDay: null,
  combinable: true,
  holderRequired: false,
  reusable: true,
}

/** A ready voucher good until 17 December, everywhere. */
export function voucher(changes: Partial<TicketView> = {}): TicketView {
  return {
    id: 'vch_0123456789abcdef0123456789',
    code: '7Q4K9XW2MTR2',
    title: 'One coffee and a pastel de nata',
    description: 'Thank you for waiting with us on Tuesday. This one is ours.',
    imageUrl: null,
    imageAlt: '',
    imageFocus: null,
    benefit: { kind: 'custom', text: 'One coffee and a pastel de nata' },
    status: 'active',
    opensAt: null,
    closesAt: Date.UTC(2026, 11, 18),
    zone: 'Europe/Lisbon',
    stores: [],
    allStores: SHOPS,
    cities: ['Lisboa', 'Ponta Delgada'],
    windows: [],
    conditions: NO_CONDITIONS,
    minimumSpend: null,
    uses: 1,
    usesLeft: 1,
    balance: null,
    currency: null,
    bound: false,
    codeShown: true,
    holderFirstName: null,
    redemptions: [],
    lockedAt: null,
    version: 1,
    ...changes,
  }
}

/** The same, used an hour ago in Ponta Delgada. */
export function usedVoucher(changes: Partial<TicketView> = {}): TicketView {
  return voucher({
    status: 'redeemed',
    usesLeft: 0,
    redemptions: [
      { at: NOW - 8 * 60_000, storeName: 'Ponta Delgada', zone: 'Atlantic/Azores', amount: null },
    ],
    version: 2,
    ...changes,
  })
}
