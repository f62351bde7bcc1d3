import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'

interface KeypadProps {
  readonly frame: Frame
  /** Id of the field it types into. */
  readonly field: string
  /** What is on the voucher, in minor units. */
  readonly balance: number
  readonly currency: string
}

/**
 * Big keys for a sum, with the decimal sign of the brand's numbers, and the sentence that tells what stays. The script
 * shows it; without one the field is a plain one.
 */
export function Keypad({ frame, field, balance, currency }: KeypadProps) {
  const { display, words, brand } = frame
  const said = words.counter.keypad
  const decimals = display.typed(0, currency).split('.')[1]?.length ?? 0
  const sign = decimalSign(display.money(10 ** decimals, currency))
  return (
    <fieldset
      class="keypad"
      aria-label={said.label}
      data-keypad={field}
      data-balance={balance}
      data-currency={currency}
      data-decimals={decimals}
      data-locale={new Intl.Locale(brand.locale, { language: words.language }).toString()}
      data-leaves={said.leaves('****')}
      data-empties={said.empties}
      data-over={said.over('****')}
      hidden
    >
      {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => (
        <Key value={digit} />
      ))}
      {decimals === 0 ? <Key value="00" /> : <Key value={sign} />}
      <Key value="0" />
      <button class="button" type="button" data-key="back" aria-label={said.back}>
        <Icon name="back" way />
      </button>
    </fieldset>
  )
}

function Key({ value }: { value: string }) {
  return (
    <button class="button" type="button" data-key={value}>
      {value}
    </button>
  )
}

/** What stands between the whole and the rest of a sum of one. */
function decimalSign(one: string): string {
  return /1(\D)0/.exec(one)?.[1] ?? '.'
}
