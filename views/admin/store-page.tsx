import type { StoreState } from '../../src/directory.ts'
import type { Frame } from '../frame.ts'
import { Desk } from '../layout.tsx'
import { SaveBar } from './brand-page.tsx'
import type { BrandChoices } from './brand-values.ts'
import { ChangesLink } from './changes-link.tsx'
import type { FieldErrors } from './issue-values.ts'
import { Problems, titleWith } from './problems.tsx'
import { Changeable } from './settings-fields.tsx'
import { StoreFields } from './store-fields.tsx'
import { STORE_FIELDS, type StoreValues } from './store-values.ts'

export interface StorePageProps {
  readonly frame: Frame
  readonly values: StoreValues
  readonly errors: FieldErrors
  readonly zones: BrandChoices['zones']
  /** A shop that exists: which, as of which version, and how it is; null is a new one. */
  readonly store: {
    readonly id: string
    readonly version: number
    readonly name: string
    readonly state: StoreState
    readonly ofPartner: boolean
  } | null
  /** A fresh idempotency key of this rendering. */
  readonly commandKey: string
  readonly mayChange: boolean
}

/** `/admin/settings/stores/new` and `…/{store}`. */
export function StorePage(props: StorePageProps) {
  const { frame, errors, store, commandKey, mayChange } = props
  const words = frame.words.settings.stores
  const title = store === null ? words.addTitle : store.name
  return (
    <Desk
      frame={frame}
      title={titleWith(frame, title, errors)}
      scripts={[frame.assets['picture.js']]}
      task={{ href: '/admin/settings/stores', label: words.title }}
    >
      <form
        class="narrow-form"
        method="post"
        action={store === null ? '/admin/settings/stores' : `/admin/settings/stores/${store.id}`}
        enctype="multipart/form-data"
        novalidate
      >
        {store === null ? (
          <input type="hidden" name="idempotency_key" value={commandKey} />
        ) : (
          <input type="hidden" name="version" value={`${store.version}`} />
        )}
        <div class="page-head">
          <div>
            <h1>{title}</h1>
            {store !== null && !mayChange && <p class="lead">{words.stateNow[store.state]}</p>}
            {store?.ofPartner === true && <p class="lead">{words.partner}</p>}
          </div>
        </div>
        <Problems frame={frame} errors={errors} fields={STORE_FIELDS} places={{ image_url: 'image' }} />
        <Changeable frame={frame} may={mayChange}>
          <div class="stack form-gap">
            <StoreFields {...props} />
          </div>
          <SaveBar label={store === null ? words.addSave : frame.words.settings.save} shown={mayChange} />
        </Changeable>
      </form>
      {store !== null && mayChange && <StateForm frame={frame} store={store} />}
      {store !== null && <ChangesLink frame={frame} id={store.id} />}
    </Desk>
  )
}

const OTHERS = {
  open: ['closed', 'archived'],
  closed: ['open', 'archived'],
  archived: ['open'],
} as const

/** Closing, opening and archiving: acts of their own, each one press. */
function StateForm({ frame, store }: { frame: Frame; store: NonNullable<StorePageProps['store']> }) {
  const words = frame.words.settings.stores
  return (
    <section class="stack stack--tight" aria-labelledby="whether">
      <h2 id="whether">{words.whether}</h2>
      <p>{words.stateNow[store.state]}</p>
      <form class="actions" method="post" action={`/admin/settings/stores/${store.id}/state`}>
        <input type="hidden" name="version" value={`${store.version}`} />
        {OTHERS[store.state].map((state) => (
          <button
            type="submit"
            class={state === 'archived' ? 'button button--danger' : 'button'}
            name="state"
            value={state}
          >
            {words.act[state]}
          </button>
        ))}
      </form>
    </section>
  )
}
