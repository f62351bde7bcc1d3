import type { Prompt } from '../../src/prompt.ts'
import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { answerField } from './answer-field.ts'
import { TickField } from './tick-field.tsx'
import type { RedeemView } from './verdict-view.ts'

interface PromptProps {
  readonly frame: Frame
  readonly redeem: RedeemView
  readonly prompt: Prompt
}

/** What the voucher itself asks before it is redeemed. The form says how each answer is to be read. */
export function PromptField({ frame, redeem, prompt }: PromptProps) {
  const { key, label, kind } = prompt
  const id = answerField(key)
  const error = redeem.errors?.[id]
  const value = redeem.input?.[id] ?? ''
  return (
    <div class="ask">
      <input type="hidden" name="asked" value={`${kind}:${key}`} />
      {kind === 'tick' ? (
        <TickField id={id} label={label} error={error} ticked={value === 'yes'} />
      ) : (
        <Field
          id={id}
          label={label}
          hint={kind === 'number' ? frame.words.counter.wholeNumber : undefined}
          error={error}
          value={value}
          attributes={{ autocomplete: 'off', required: true, ...LIKE[kind] }}
        />
      )}
    </div>
  )
}

const LIKE = {
  text: { maxlength: 200 },
  number: { inputmode: 'numeric', pattern: '[0-9]{1,7}' },
} as const
