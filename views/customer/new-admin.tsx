import { PasskeyForm } from '../account/passkey-form.tsx'
import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { CustomerPage } from '../layout.tsx'
import { Note } from '../note.tsx'
import type { JoinRefusal } from './join.tsx'

interface NewAdminProps {
  readonly frame: Frame
  readonly name: string
  readonly error: string | undefined
  readonly refused: JoinRefusal | null
}

/** `/join/{token}` of a link that whoever deploys has made: it asks who is coming in, and nothing else. */
export function NewAdminPage({ frame, name, error, refused }: NewAdminProps) {
  const { newAdmin: words } = frame.words.doors
  const { joining } = frame.words.account
  const first = frame.brand.version === 0
  const title = first ? words.title : words.titleAgain(frame.brand.name)
  const wrong = error !== undefined || refused !== null
  return (
    <CustomerPage
      frame={frame}
      title={wrong ? frame.words.admin.errorTitle(title) : title}
      scripts={[frame.assets['passkey.js']]}
    >
      <div>
        <h1>{title}</h1>
        <p class="lead">{first ? words.text : words.textAgain}</p>
      </div>
      {refused !== null && (
        <Note tone="bad" role="alert">
          {joining.refused[refused]}
        </Note>
      )}
      <form id="plain" class="stack stack--loose narrow" action={frame.path} method="post" novalidate>
        <Field
          id="name"
          label={words.name}
          hint={words.nameHint}
          error={error}
          value={name}
          attributes={{
            autocomplete: 'name',
            autocapitalize: 'words',
            required: true,
            autofocus: error !== undefined,
          }}
        />
      </form>
      <section class="stack narrow">
        <p>{joining.text}</p>
        <PasskeyForm
          frame={frame}
          action={frame.path}
          does="make"
          options={`${frame.path}/passkey-options`}
          unscripted={joining.unscripted}
        >
          <input type="hidden" name="way" value="passkey" />
          <input type="hidden" name="name" value="" data-from="name" />
          <button class="button button--primary button--wide" type="submit">
            <Icon name="key" />
            {joining.begin}
          </button>
        </PasskeyForm>
        <p class="small quiet">{joining.plainText}</p>
        <button class="button button--wide" type="submit" form="plain">
          {joining.plainBegin}
        </button>
      </section>
    </CustomerPage>
  )
}
