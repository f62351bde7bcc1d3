import { expect, it } from 'vitest'
import { maskedEmail } from '../../src/customer.ts'

it.each([
  ['joana@example.com', 'j…@example.com'],
  ['a@b.example', '…@b.example'],
  ['𝒂nna@example.com', '𝒂…@example.com'],
  ['no address', '…'],
])('an address is told without saying it: %s', (email, masked) => {
  expect(maskedEmail(email)).toBe(masked)
})
