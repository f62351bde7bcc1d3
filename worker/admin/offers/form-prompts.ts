import { PROMPTS_MOST, type Prompt, promptKey } from '../../../src/prompt.ts'
import { PROMPT_KINDS, type PromptValues } from '../../../views/admin/offers/values.ts'
import type { Form } from '../../form.ts'
import { oneOf } from '../issue-form.ts'

/** The questions of the form as they were typed. */
export function promptsTyped(form: Form): readonly PromptValues[] {
  const kinds = form.all('prompt_kind')
  const labels = form.all('prompt_label')
  return promptRows(
    labels.map((label, row) => ({ label, kind: oneOf(PROMPT_KINDS, kinds[row] ?? '', 'text') })),
  )
}

/** As many rows as may be asked; more that somebody sends are kept, so that they hear of it. */
export function promptRows(prompts: readonly PromptValues[]): readonly PromptValues[] {
  const rows = prompts.filter(({ label }) => label !== '').map(({ label, kind }) => ({ label, kind }))
  const empty = Array.from({ length: Math.max(0, PROMPTS_MOST - rows.length) }, () => NO_PROMPT)
  return [...rows, ...empty]
}

const NO_PROMPT: PromptValues = { label: '', kind: 'text' }

/** The rows as prompts; the same question goes on being called what it was called `before`. */
export function promptsAsked(rows: readonly PromptValues[], before: readonly Prompt[]): readonly Prompt[] {
  const asked: Prompt[] = []
  for (const { label, kind } of rows.filter((row) => row.label !== '')) {
    const taken = asked.map(({ key }) => key)
    const known = before.find((one) => one.label === label && !taken.includes(one.key))?.key
    asked.push({ key: known ?? promptKey(label, taken), label, kind })
  }
  return asked
}
