const LARGEST = 1_000_000_000

/**
 * Minor units of an amount as people type it: `5`, `5,50`, `1.234,50`, `€ 1,234.5`. The last dot or comma is the decimal
 * sign if no more digits follow than the currency has, which is `digits`. Null for anything that is no such amount.
 */
export function amountTyped(text: string, digits: number): number | null {
  const plain = text.replace(/[\s\u00a0\u202f'’]|\p{Sc}/gu, '')
  const found = /^([0-9][0-9.,]*?)(?:[.,]([0-9]+))?$/.exec(plain)
  if (found === null) return null
  const [, head = '', tail = ''] = found
  const isFraction = tail.length <= digits
  const whole = (isFraction ? head : head + tail).replace(/[.,]/g, '')
  const groups = isFraction ? head : `${head},${tail}`
  // Grouped digits stand in threes; anything else is a slip better asked about than guessed at.
  if (/[.,]/.test(groups) && !/^[0-9]{1,3}([.,][0-9]{3})+$/.test(groups)) return null
  const amount = Number(whole + (isFraction ? tail.padEnd(digits, '0') : '0'.repeat(digits)))
  return Number.isSafeInteger(amount) && amount <= LARGEST ? amount : null
}
