import type { PropsWithChildren } from 'hono/jsx'
import { Icon, type IconName } from './icon.tsx'

type NoteProps = PropsWithChildren<{
  /** Without one it is plain information in the brand's ink. */
  readonly tone?: 'warn' | 'bad'
  readonly icon?: IconName
  /** 'status' where it appears after an act, 'alert' where it must interrupt. */
  readonly role?: 'status' | 'alert'
}>

/** A sentence that stands out from the page. */
export function Note({ tone, icon = tone === undefined ? 'clock' : 'alert', role, children }: NoteProps) {
  return (
    <div class="note" data-tone={tone} role={role}>
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  )
}

/** What a form's reader has to repair, each line leading to its field. The fields repeat the same words. */
export function ErrorSummary({ title, errors }: { title: string; errors: readonly FieldError[] }) {
  return (
    <Note tone="bad" role="alert">
      <b>{title}</b>
      <ul>
        {errors.map(({ field, message }) => (
          <li>
            <a href={`#${field}`}>{message}</a>
          </li>
        ))}
      </ul>
    </Note>
  )
}

/** What is wrong with one field, in words that say how to repair it; `field` is its id. */
export interface FieldError {
  readonly field: string
  readonly message: string
}
