import type { FoundCustomer } from '../../../views/admin/customer-results.tsx'
import type { ChosenCustomer } from '../../../views/admin/issue-customer.tsx'
import { type CustomerRow, type FoundRow, nameOf } from '../../library/customers.ts'

/** A customer the form has chosen. */
export function chosenView(row: CustomerRow): ChosenCustomer {
  const name = nameOf(row)
  return { id: row.id, name, initials: initialsOf(name), hint: hintOf(row) }
}

/** A customer as a search shows one. */
export function foundView(row: FoundRow): FoundCustomer {
  return { ...chosenView(row), openVouchers: row.openVouchers }
}

/** Enough to tell two of the same name apart, too little to write down. */
function hintOf({ phone, email }: CustomerRow): string {
  if (phone !== null) return `··· ${phone.slice(-3)}`
  return email === null ? '' : `${email.slice(0, 2)}···${email.slice(email.indexOf('@'))}`
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '')
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends.map((word) => word?.charAt(0).toUpperCase() ?? '').join('')
}
