import type { CustomerResultsProps } from '../../views/admin/customer-results.tsx'
import { CustomerResults } from '../../views/admin/customer-results.tsx'
import { NO_VALUES } from '../../views/admin/customers/fields.tsx'
import { HandoverPage, type HandoverPageProps } from '../../views/admin/handover-page.tsx'
import { IssuePage, type IssuePageProps } from '../../views/admin/issue-page.tsx'
import { IssuePreview, type IssuePreviewProps } from '../../views/admin/issue-preview.tsx'
import { ISSUE_DEFAULTS } from '../../views/admin/issue-values.ts'
import { NewCustomerPage, type NewCustomerPageProps } from '../../views/admin/new-customer-page.tsx'
import { TracePage, type TracePageProps } from '../../views/admin/trace-page.tsx'
import type { TraceStep } from '../../views/admin/trace-view.ts'
import { validitySentence } from '../../views/admin/validity-sentence.ts'
import { type VoucherRow, VouchersPage, type VouchersPageProps } from '../../views/admin/vouchers-page.tsx'
import type { Frame } from '../../views/frame.ts'
import { frame, NOW, SHOPS, voucher } from './fixtures.ts'

/** A page as the manager Inês gets it. */
export function staffFrame(path: string, changes: Partial<Frame> = {}): Frame {
  return frame({ path, viewer: { name: 'Inês Carvalho', role: 'admin', place: 'all shops' }, ...changes })
}

export const JOANA = { id: 'cus_joana', name: 'Joana Martins', initials: 'JM', hint: '··· 412' }

export const FOUND = [
  { ...JOANA, openVouchers: 4 },
  { id: 'cus_joao', name: 'João Vasconcelos e Sá', initials: 'JV', hint: '··· 088', openVouchers: 0 },
]

const CITIES = SHOPS.map(({ zone }) => ({
  city: zone === 'Europe/Lisbon' ? 'Lisbon' : 'Ponta Delgada',
  zone,
}))

/** What the preview shows while the form stands at its defaults. */
export function preview(changes: Partial<IssuePreviewProps> = {}): IssuePreviewProps {
  const issueFrame = staffFrame('/admin/issue')
  const closesAt = Date.UTC(2026, 11, 18)
  return {
    frame: issueFrame,
    sentence: validitySentence(issueFrame, { closesAt, zone: 'Europe/Lisbon', shops: CITIES }),
    ticket: voucher({ code: 'SAMPLE', description: '', closesAt }),
    code: 'sample',
    chosenCodeProblem: null,
    guessable: false,
    ...changes,
  }
}

/** The form that issues, as it is first opened. */
function issueProps(changes: Partial<IssuePageProps> = {}): IssuePageProps {
  const { frame: issueFrame, ...shown } = preview()
  return {
    frame: issueFrame,
    commandKey: 'key-1',
    values: ISSUE_DEFAULTS,
    errors: {},
    customer: null,
    found: null,
    recentTitles: ['Coffee on us', 'Free dessert', '€5 off'],
    stores: SHOPS,
    preview: shown,
    reasons: [
      { word: 'goodwill', name: 'Goodwill' },
      { word: 'birthday', name: 'Birthday' },
    ],
    ...changes,
  }
}

/** What was issued to Joana just now. */
function handoverProps(changes: Partial<HandoverPageProps> = {}): HandoverPageProps {
  return {
    frame: staffFrame('/admin/vouchers/vch_1/handover'),
    ticket: voucher({ bound: true, holderFirstName: 'Joana' }),
    link: 'https://vale.example/v/7Q4K9XW2MTR2',
    customerName: 'Joana Martins',
    codeShown: true,
    issuedAt: NOW - 20_000,
    issuedBy: 'Inês Carvalho',
    commandKey: 'key-1',
    sending: null,
    ...changes,
  }
}

/** A row of the list. */
export function row(changes: Partial<VoucherRow> = {}): VoucherRow {
  return {
    id: 'vch_1',
    title: 'One coffee and a pastel de nata',
    codeLast4: 'MTR2',
    status: 'active',
    issuedAt: NOW - 4 * 86_400_000,
    closesAt: Date.UTC(2026, 11, 18),
    zone: 'Europe/Lisbon',
    customerName: 'Joana Martins',
    source: 'manual',
    redeemedAt: null,
    redeemedStoreName: null,
    balance: null,
    currency: null,
    ...changes,
  }
}

export const NO_FILTERS = {
  q: '',
  status: '',
  store_id: '',
  source: '',
  offer_id: '',
  from: '',
  to: '',
  ends_from: '',
  ends_to: '',
  value: '',
  own: '',
}

/** Vouchers in every state. */
function vouchersProps(changes: Partial<VouchersPageProps> = {}): VouchersPageProps {
  const used = { redeemedAt: NOW - 3_600_000, redeemedStoreName: 'Ponta Delgada', zone: 'Atlantic/Azores' }
  return {
    frame: staffFrame('/admin/vouchers'),
    bound: false,
    offer: null,
    rows: [
      row(),
      row({ id: 'vch_2', title: 'Lunch for €9', status: 'redeemed', ...used }),
      row({
        id: 'vch_3',
        title: 'A gift of €50',
        status: 'partially_redeemed',
        balance: 3240,
        currency: 'EUR',
        customerName: null,
      }),
      row({ id: 'vch_4', title: 'Free dessert', status: 'expired', source: 'points' }),
      row({ id: 'vch_5', title: '15 % off', status: 'blocked', closesAt: null, source: 'rule' }),
      row({ id: 'vch_6', title: 'Breakfast for two', status: 'void', customerName: null }),
      row({ id: 'vch_7', title: 'Ten coffees', status: 'held', source: 'plan' }),
    ],
    filters: NO_FILTERS,
    stores: SHOPS,
    next: '/admin/vouchers?cursor=abc',
    searchedUpTo: null,
    asOf: NOW,
    ...changes,
  }
}

/** One line of a trace. */
export function step(changes: Partial<TraceStep> = {}): TraceStep {
  return {
    seq: 1,
    kind: 'issued',
    outcome: 'accepted',
    at: NOW - 4 * 86_400_000,
    zone: 'Europe/Lisbon',
    storeName: null,
    byName: 'Inês Carvalho',
    device: true,
    amount: null,
    balance: null,
    usesLeft: 1,
    reasonSentence: null,
    forced: false,
    words: null,
    about: null,
    receipt: '3f2a91c07be4d815',
    redemptionSeq: null,
    ...changes,
  }
}

const ALL_ACTIONS = {
  takeBack: { price: { unit: 'points' as const, amount: 80 } },
  redeem: true,
  handover: true,
  void: true,
  block: true,
  unblock: true,
  extend: true,
  rollback: true,
}

const STEPS: readonly TraceStep[] = [
  step({
    seq: 5,
    kind: 'redeem',
    outcome: 'refused',
    at: NOW - 3_000_000,
    storeName: 'Chiado',
    byName: 'Rui Tavares',
    usesLeft: null,
    reasonSentence: 'Already redeemed 8 minutes ago at Ponta Delgada. Do not give it again.',
    receipt: null,
  }),
  step({
    seq: 4,
    kind: 'redeemed',
    at: NOW - 3_600_000,
    zone: 'Atlantic/Azores',
    storeName: 'Ponta Delgada',
    byName: 'Marta Furtado',
    usesLeft: 0,
    redemptionSeq: 4,
  }),
  step({
    seq: 3,
    kind: 'rolled_back',
    outcome: 'reversed',
    at: NOW - 86_400_000,
    storeName: 'Chiado',
    byName: 'Rui Tavares',
    words: 'Wrong customer’s order.',
  }),
  step({
    seq: 2,
    kind: 'redeemed',
    outcome: 'reversed',
    at: NOW - 86_640_000,
    storeName: 'Chiado',
    byName: 'Rui Tavares',
    usesLeft: 0,
  }),
  step({ words: 'Waited 25 minutes on Tuesday.' }),
]

/** A voucher with a past, as somebody who may do everything sees it. */
function traceProps(changes: Partial<TracePageProps> = {}): TracePageProps {
  return {
    frame: staffFrame('/admin/vouchers/vch_1'),
    ticket: voucher({
      status: 'redeemed',
      usesLeft: 0,
      redemptions: [
        { at: NOW - 3_600_000, storeName: 'Ponta Delgada', zone: 'Atlantic/Azores', amount: null },
      ],
    }),
    code: '7Q4K9XW2MTR2',
    codeLast4: 'MTR2',
    customer: { id: 'cus_joana', name: 'Joana Martins' },
    source: 'manual',
    issuedAt: NOW - 4 * 86_400_000,
    issuedBy: 'Inês Carvalho',
    reason: 'goodwill',
    note: 'Waited 25 minutes on Tuesday.',
    metadata: { till: 'T2' },
    steps: STEPS,
    droppedRefusals: [
      { day: '2026-11-21', reason: 'already_redeemed', count: 12 },
      { day: 'earlier', reason: 'expired', count: 1 },
    ],
    actions: ALL_ACTIONS,
    commandKey: 'key-1',
    failed: null,
    ...changes,
  }
}

export function issuePage(changes?: Partial<IssuePageProps>): string {
  return String(IssuePage(issueProps(changes)))
}

export function issuePreview(changes?: Partial<IssuePreviewProps>): string {
  return String(IssuePreview(preview(changes)))
}

export function customerResults(changes: Partial<CustomerResultsProps> = {}): string {
  return String(
    CustomerResults({ frame: staffFrame('/admin/issue'), q: 'joa', customers: FOUND, ...changes }),
  )
}

export function handoverPage(changes?: Partial<HandoverPageProps>): string {
  return String(HandoverPage(handoverProps(changes)))
}

export function vouchersPage(changes?: Partial<VouchersPageProps>): string {
  return String(VouchersPage(vouchersProps(changes)))
}

export function tracePage(changes?: Partial<TracePageProps>): string {
  return String(TracePage(traceProps(changes)))
}

export function newCustomerPage(changes: Partial<NewCustomerPageProps> = {}): string {
  return String(
    NewCustomerPage({
      frame: staffFrame('/admin/customers/new'),
      commandKey: 'key-1',
      values: { ...NO_VALUES, name: 'joa' },
      errors: {},
      ...{ plans: [], tags: [] },
      choices: { zones: [], locales: [] },
      existing: null,
      ...changes,
    }),
  )
}
