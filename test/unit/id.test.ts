import { describe, expect, it } from 'vitest'
import {
  claimId,
  idSymbols,
  isCustomerId,
  isPrincipalId,
  isVoucherId,
  purchaseId,
  readClaimId,
  readPurchaseId,
  readRedemptionId,
  redemptionId,
  voucherIdOf,
} from '../../src/id.ts'

const COUNTED = Uint8Array.from({ length: 16 }, (_, index) => index)
const VOUCHER = voucherIdOf(COUNTED)

describe('A voucher id', () => {
  it('is 128 bits in 26 symbols, most significant first (R34)', () => {
    // RFC 4648 §7 gives 000G40O40K30E209185GO38E1S; the same 5-bit values in Crockford's symbols.
    expect(VOUCHER).toBe('vch_000g40r40m30e209185gr38e1w')
    expect(idSymbols(new Uint8Array(16))).toBe('0'.repeat(26))
    expect(idSymbols(new Uint8Array(16).fill(255))).toBe(`${'z'.repeat(25)}w`)
  })

  it('takes no more than 16 bytes into account', () => {
    expect(voucherIdOf(Uint8Array.from([...COUNTED, 1, 2, 3]))).toBe(VOUCHER)
  })

  it('is recognised in its one spelling only (R34)', () => {
    expect(isVoucherId(VOUCHER)).toBe(true)
    const others = [VOUCHER.toUpperCase(), VOUCHER.slice(0, -1), `${VOUCHER}0`, ` ${VOUCHER}`, `${VOUCHER}\n`]
    const misspelt = [...others, VOUCHER.replace('g', 'u'), VOUCHER.slice(4), '']
    expect(misspelt.filter(isVoucherId)).toEqual([])
  })

  it('is nothing a number could stand for [R11]', () => {
    expect(['1', '42', 'vch_1', 'vch_42'].filter(isVoucherId)).toEqual([])
  })
})

describe('A redemption id', () => {
  it('names its voucher and its ledger line, and is read back (R34) [U04]', () => {
    const id = redemptionId(VOUCHER, 12)
    expect(id).toBe('rdm_000g40r40m30e209185gr38e1w_12')
    expect(readRedemptionId(id)).toEqual({ voucher: VOUCHER, seq: 12 })
  })

  it.each([
    '12',
    'rdm_12',
    'rdm_000g40r40m30e209185gr38e1w',
    'rdm_000g40r40m30e209185gr38e1w_0',
    'rdm_000g40r40m30e209185gr38e1w_012',
    'rdm_000g40r40m30e209185gr38e1w_-1',
    'rdm_000g40r40m30e209185gr38e1w_1234567890',
    'rdm_000g40r40m30e209185gr38e1w_1_2',
    'vch_000g40r40m30e209185gr38e1w_12',
    'RDM_000G40R40M30E209185GR38E1W_12',
  ])('is not %s [R11]', (text) => {
    expect(readRedemptionId(text)).toBeNull()
  })
})

describe('Ids of claims and purchases', () => {
  it('lead to the account and the line, whatever the customer is called (R34)', () => {
    for (const customer of ['cus_lena', 'cus_lena_5', 'cus_7'] as const) {
      expect(readClaimId(claimId(customer, 12))).toEqual({ customer, seq: 12 })
      expect(readPurchaseId(purchaseId(customer, 12))).toEqual({ customer, seq: 12 })
    }
  })

  it.each(['clm_lena', 'clm_lena_0', 'clm_lena_07', 'CLM_lena_7', 'pur_lena_7', 'clm__', 'xclm_lena_7'])(
    'are not %s',
    (text) => {
      expect(readClaimId(text)).toBeNull()
    },
  )
})

describe('A principal id', () => {
  it('says what kind of principal it is (R34)', () => {
    const ids = [
      'usr_ana',
      'dev_till_2',
      'cus_lena',
      'key_1',
      'sto_market',
      'usr_',
      'usr_Ana',
      'ana',
      'xusr_ana',
    ]
    expect(ids.filter(isPrincipalId)).toEqual(['usr_ana', 'dev_till_2', 'cus_lena', 'key_1'])
    expect(ids.filter(isCustomerId)).toEqual(['cus_lena'])
  })

  it('has an end', () => {
    expect(isPrincipalId(`cus_${'a'.repeat(40)}`)).toBe(true)
    expect(isPrincipalId(`cus_${'a'.repeat(41)}`)).toBe(false)
  })
})
