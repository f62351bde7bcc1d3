import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { CustomerPage } from '../layout.tsx'

interface NewAdminProps {
  readonly frame: Frame
  readonly name: string
  readonly error: string | undefined
}

/** `/join/{token}` of a link that whoever deploys has made: it asks who is coming in, and nothing else. */
export function NewAdminPage({ frame, name, error }: NewAdminProps) {
  const words = frame.words.doors.newAdmin
  const first = frame.brand.version === 0
  const title = first ? words.title : words.titleAgain(frame.brand.name)
  return (
    <CustomerPage frame={frame} title={error === undefined ? title : frame.words.admin.errorTitle(title)}>
      <div>
        <h1>{title}</h1>
        <p class="lead">{first ? words.text : words.textAgain}</p>
      </div>
      <form class="stack stack--loose narrow" action={frame.path} method="post" novalidate>
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
        <button class="button button--primary button--wide" type="submit">
          {words.act}
        </button>
      </form>
    </CustomerPage>
  )
}
