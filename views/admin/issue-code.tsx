import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { CodeRemark } from './issue-preview.tsx'
import { CODE_MODES, type FieldErrors, type IssueValues } from './issue-values.ts'
import { Wrong } from './problems.tsx'
import { optionsOf, Segments } from './segments.tsx'

interface IssueCodeProps {
  readonly frame: Frame
  readonly values: IssueValues
  readonly errors: FieldErrors
  readonly guessable: boolean
  readonly codeProblem: string | null
}

/** Where the code comes from: ours, the issuer's own, or none that the customer sees. */
export function IssueCode({ frame, values, errors, guessable, codeProblem }: IssueCodeProps) {
  const words = frame.words.admin.issue
  return (
    <fieldset class="stack stack--tight switch">
      <legend class="legend">{words.code}</legend>
      <Wrong error={errors.code_mode} />
      <Segments
        name="code_mode"
        value={values.code_mode}
        options={optionsOf(CODE_MODES, words.codeModes)}
        invalid={errors.code_mode !== undefined}
      />
      <p class="hint when when-automatic">{words.codeAutomatic}</p>
      <p class="hint when when-none">{words.codeNone}</p>
      <div class="when when-chosen stack stack--tight">
        <Field
          id="code"
          label={words.ownCode}
          hint={words.ownCodeHint}
          error={errors.code}
          value={values.code}
          code
        />
        <div id="code-remark" role="status">
          {errors.code === undefined && (
            <CodeRemark frame={frame} problem={codeProblem} guessable={guessable} />
          )}
        </div>
      </div>
    </fieldset>
  )
}
