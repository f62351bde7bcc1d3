import { describedBy, Field, FieldFrame } from '../../field.tsx'
import type { Frame } from '../../frame.ts'
import { Wrong } from '../problems.tsx'
import { PROMPT_KINDS, type PromptValues } from './values.ts'

interface PromptsProps {
  readonly frame: Frame
  readonly prompts: readonly PromptValues[]
  readonly error: string | undefined
}

/** What the counter asks before it redeems: a question and how it is answered, row by row. */
export function Prompts({ frame, prompts, error }: PromptsProps) {
  const words = frame.words.offerForm
  return (
    <fieldset class="stack stack--tight" id="prompts" tabindex={-1}>
      <legend class="legend">{words.prompts}</legend>
      <p class="hint">{words.promptsHint}</p>
      <Wrong error={error} />
      {prompts.map(({ label, kind }, row) => (
        <div class="side-by-side side-by-side--level">
          <Field
            id={`prompt-${row}`}
            name="prompt_label"
            label={words.promptLabel(row + 1)}
            value={label}
            attributes={{ maxlength: 80, autocomplete: 'off' }}
          />
          <KindOf frame={frame} row={row} kind={kind} />
        </div>
      ))}
    </fieldset>
  )
}

function KindOf({ frame, row, kind }: { frame: Frame; row: number; kind: PromptValues['kind'] }) {
  const words = frame.words.offerForm
  const field = { id: `prompt-kind-${row}`, label: words.promptKind(row + 1) }
  return (
    <FieldFrame {...field}>
      <select class="input" id={field.id} name="prompt_kind" {...describedBy(field)}>
        {PROMPT_KINDS.map((one) => (
          <option value={one} selected={one === kind}>
            {words.promptKinds[one]}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}
