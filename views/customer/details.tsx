import { ConsentTick } from '../consent-tick.tsx'
import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { CustomerPage } from '../layout.tsx'
import { Note } from '../note.tsx'

/** What a customer says of themselves, as it stands in the form. */
export interface OwnDetails {
  readonly name: string
  /** `05-21`, or with the year. */
  readonly birthday: string
  readonly marketing: boolean
}

interface DetailsProps {
  readonly frame: Frame
  readonly details: OwnDetails
  /** Of the record the form was made from. */
  readonly version: number
  /** They have just joined, and see this for the first time. */
  readonly joined: boolean
  /** Where to go on afterwards. */
  readonly wanted: string
  readonly problem: keyof Frame['words']['wallet']['details']['problems'] | null
}

/** `/wallet/details`: name, birthday and consent, each optional, with what it brings. */
export function DetailsPage({ frame, details, version, joined, wanted, problem }: DetailsProps) {
  const { words, brand } = frame
  const said = words.wallet.details
  const wrong = (field: 'name' | 'birthday') => (problem === field ? { error: said.problems[field] } : {})
  const optional = words.common.optional
  return (
    <CustomerPage frame={frame} title={said.title}>
      <div>
        <h1>{joined ? said.joined(brand.name) : said.title}</h1>
        <p class="lead">{joined ? said.joinedText : said.text(brand.name)}</p>
      </div>
      {problem === 'stale' && (
        <Note tone="warn" role="alert">
          {said.problems.stale}
        </Note>
      )}
      <form class="stack narrow" method="post" action="/wallet/details">
        <input type="hidden" name="version" value={String(version)} />
        {joined && <input type="hidden" name="joined" value="yes" />}
        <input type="hidden" name="then" value={wanted} />
        <Field
          id="name"
          label={said.name}
          optional={optional}
          hint={said.nameHint}
          value={details.name}
          {...wrong('name')}
          attributes={{ autocomplete: 'name', maxlength: 120 }}
        />
        <Field
          id="birthday"
          label={said.birthday}
          optional={optional}
          hint={said.birthdayHint}
          value={details.birthday}
          {...wrong('birthday')}
          attributes={{ autocomplete: 'off', maxlength: 10 }}
        />
        <ConsentTick label={said.marketing} hint={said.marketingHint} checked={details.marketing} />
        <div class="actions">
          <button type="submit" class="button button--primary">
            {said.save}
          </button>
          <a class="button" href={joined ? wanted : '/wallet'}>
            {joined ? said.skip : words.wallet.card.back}
          </a>
        </div>
      </form>
    </CustomerPage>
  )
}
