import { type Example, pressed, READ } from './example.ts'

/** The counter: what is scanned, and what comes of it. */
export const counterExamples: Readonly<Record<string, Example>> = {
  'GET /scan': READ,
  'GET /scan/history': READ,
  'GET /scan/shift': READ,
  'GET /scan/scanner': READ,
  'POST /scan/validations': pressed({ code: '7Q4K9XW2MTR2', store_id: 'sto_chiado' }),
  'POST /scan/redemptions': {
    body: ({ voucher }) =>
      new URLSearchParams({ idempotency_key: crypto.randomUUID(), voucher, store_id: 'sto_chiado' }),
  },
  'POST /scan/takeovers': {
    body: ({ voucher }) =>
      new URLSearchParams({
        idempotency_key: crypto.randomUUID(),
        voucher,
        hold: '2',
        store_id: 'sto_chiado',
      }),
  },
  'POST /scan/rollbacks': pressed({
    redemption: `rdm_${'0'.repeat(26)}_2`,
    reason: 'mistake',
    store_id: 'sto_chiado',
  }),
  'POST /scan/purchases': {
    body: ({ card }) =>
      new URLSearchParams({
        idempotency_key: crypto.randomUUID(),
        card,
        total: '12.50',
        store_id: 'sto_chiado',
      }),
  },
  'GET /scan/purchases/:purchase': READ,
  'POST /scan/purchases/reversals': {
    ...pressed({ purchase: `pur_${'0'.repeat(26)}_2`, reason: 'other', store_id: 'sto_chiado' }),
    beyond: 'takes a purchase: test/routes/counter-purchases.test.ts',
  },
  'POST /scan/claims': { ...pressed(), beyond: 'takes an open offer: test/routes/claim-words.test.ts' },
  'GET /scan/overrides': {
    beyond: 'asks whoever can decide on the spot: test/routes/overrides.test.ts',
  },
  'GET /scan/overrides/passkey-options': {
    beyond: 'asks whoever can decide on the spot: test/routes/overrides.test.ts',
  },
  'POST /scan/overrides/passkeys': {
    beyond: 'is proved by somebody else than who sends it: test/routes/overrides.test.ts',
  },
  'POST /scan/overrides': {
    beyond: 'is decided by somebody else than who sends it: test/routes/overrides.test.ts',
  },
  'GET /scan/outcomes/:voucher/:command': {
    beyond: 'tells of a command that was sent: test/routes/scan-pages.test.ts',
  },
}
