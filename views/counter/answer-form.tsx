import type { PropsWithChildren } from 'hono/jsx'

/** Id of the region that every answer at the counter fills. */
export const VERDICT_REGION = 'verdict'

// Refusals answer with their own status, and each is a verdict worth showing.
const SHOWN_STATUSES = { 'hx-status:40x': 'swap:innerHTML', 'hx-status:42x': 'swap:innerHTML' }

/** What changes something: while its answer is missing, the same is asked again under the same key. */
export const COMMANDS = [
  '/scan/redemptions',
  '/scan/rollbacks',
  '/scan/takeovers',
  '/scan/purchases',
  '/scan/purchases/reversals',
  '/scan/claims',
] as const

type AnswerFormProps = PropsWithChildren<{
  readonly action: '/scan/validations' | (typeof COMMANDS)[number]
  readonly id?: string
  readonly class?: string
  /** Sent with the form, unseen. Null is left out. */
  readonly hidden?: Readonly<Record<string, string | null>>
  readonly unseen?: boolean
  /** What is given by it, where the page around does not say so: told while its answer is missing. */
  readonly promise?: string
}>

/**
 * A form whose answer is a verdict: with a script it fills the verdict region and nothing else, so that the camera's
 * stream lives on; without one the same POST answers a whole page. One tap sends one request, and a till waits
 * 8 seconds for it.
 */
export function AnswerForm({
  action,
  id,
  class: name,
  hidden = {},
  unseen = false,
  promise,
  children,
}: AnswerFormProps) {
  return (
    <form
      id={id}
      class={name}
      hidden={unseen}
      data-promise={promise}
      method="post"
      action={action}
      hx-post={action}
      hx-target={`#${VERDICT_REGION}`}
      hx-swap="innerHTML"
      hx-disable="find button"
      hx-sync="this:drop"
      hx-config='{"timeout": 8000}'
      {...SHOWN_STATUSES}
    >
      {Object.entries(hidden).map(
        ([field, value]) => value !== null && <input type="hidden" name={field} value={value} />,
      )}
      {children}
    </form>
  )
}
