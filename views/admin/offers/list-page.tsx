import type { OfferPhase } from '../../../src/offer-state.ts'
import type { OfferTemplate } from '../../../src/offer-template.ts'
import { Empty } from '../../empty.tsx'
import type { Frame } from '../../frame.ts'
import { Icon } from '../../icon.tsx'
import { Desk } from '../../layout.tsx'
import { listHref } from '../../list-filters.ts'
import { OfferTile } from '../../offer-card.tsx'
import { cardNeeds } from '../../offer-needs.ts'
import type { OfferView } from '../../offer-view.ts'
import { SearchField } from '../../search-field.tsx'
import { WayBack } from '../way-back.tsx'
import { Beginnings } from './begin-page.tsx'
import { Phase } from './phase.tsx'

/** States to narrow the list by, the ones somebody looks for first. */
const FILTERS = [
  'published',
  'scheduled',
  'draft',
  'paused',
  'ended',
] as const satisfies readonly OfferPhase[]

export interface OffersPageProps {
  readonly frame: Frame
  readonly rows: readonly { readonly id: string; readonly phase: OfferPhase; readonly offer: OfferView }[]
  /** As they stand in the address; '' narrows nothing. */
  readonly filters: { readonly q: string; readonly state: string; readonly campaign: string }
  /** The campaign they are narrowed to, by name. */
  readonly campaign: string | null
  /** Whether there is any offer at all. */
  readonly any: boolean
  /** URL of the next page, or of the same search further back. */
  readonly next: string | null
  /** Where a filtered list stopped before it had looked at everything. */
  readonly searchedUpTo: number | null
  readonly mayWrite: boolean
  readonly templates: readonly OfferTemplate[]
}

/** `/admin/offers`: all that was ever promised, newest first. */
export function OffersPage(props: OffersPageProps) {
  const { frame, rows, any, campaign, mayWrite } = props
  const words = frame.words.adminOffers
  return (
    <Desk frame={frame} title={words.title}>
      <div class="page-head">
        <div>
          {campaign !== null && <WayBack href="/admin/offers" label={words.clear} />}
          <h1>{campaign === null ? words.title : words.ofCampaign(campaign)}</h1>
        </div>
        {any && mayWrite && (
          <a class="button button--primary" href="/admin/offers/new">
            <Icon name="plus" />
            {words.add}
          </a>
        )}
      </div>
      {any && <Filters {...props} />}
      {rows.length === 0 ? <Nothing {...props} /> : <Rows frame={frame} rows={rows} />}
      <More {...props} />
    </Desk>
  )
}

function Filters({ frame, filters }: OffersPageProps) {
  const words = frame.words.adminOffers
  const chips = [['', words.all] as const, ...FILTERS.map((state) => [state, words.filters[state]] as const)]
  return (
    <div class="stack">
      <search>
        <form method="get" action="/admin/offers">
          {filters.state !== '' && <input type="hidden" name="state" value={filters.state} />}
          {filters.campaign !== '' && <input type="hidden" name="campaign" value={filters.campaign} />}
          <SearchField
            label={words.searchLabel}
            hint={words.searchHint}
            value={filters.q}
            act={words.search}
          />
        </form>
      </search>
      <nav class="chips" aria-label={words.states}>
        {chips.map(([state, label]) => (
          <a
            class="chip"
            href={listHref('/admin/offers', filters, { state })}
            aria-current={state === filters.state ? 'true' : undefined}
          >
            {label}
          </a>
        ))}
      </nav>
    </div>
  )
}

function Rows({ frame, rows }: Pick<OffersPageProps, 'frame' | 'rows'>) {
  return (
    <ul class="rows offer-rows" aria-label={frame.words.adminOffers.caption}>
      {rows.map(({ id, phase, offer }) => (
        <li>
          <a class="rowline" href={`/admin/offers/${id}`}>
            <OfferTile frame={frame} offer={offer} small />
            <span class="grow">
              <b class="promise">{offer.name}</b>
              <span class="small quiet gist">
                {cardNeeds(frame, offer)
                  .map(({ text }) => text)
                  .join(' · ')}
              </span>
            </span>
            <Phase frame={frame} phase={phase} />
          </a>
        </li>
      ))}
    </ul>
  )
}

function Nothing({ frame, any, campaign, filters, mayWrite, templates }: OffersPageProps) {
  const words = frame.words.adminOffers
  if (any) {
    const whole = campaign !== null && filters.q === '' && filters.state === ''
    return (
      <Empty title={whole ? words.noneOfCampaign : words.noneFound}>
        <p class="quiet">{whole ? words.noneOfCampaignHow : words.noneFoundHow}</p>
        <a class="button" href="/admin/offers">
          {words.clear}
        </a>
      </Empty>
    )
  }
  return (
    <>
      <Empty title={words.noneYet}>
        <p class="quiet">{mayWrite ? words.noneYetHow : words.noneYetRead}</p>
      </Empty>
      {mayWrite && <Beginnings frame={frame} templates={templates} />}
    </>
  )
}

function More({ frame, next, searchedUpTo }: OffersPageProps) {
  const words = frame.words.adminOffers
  if (next === null) return null
  return (
    <div class="row row--apart">
      <p class="small quiet">
        {searchedUpTo !== null && words.searchedUpTo(frame.display.date(searchedUpTo, frame.brand.zone))}
      </p>
      <a class="button" href={next} rel="next">
        {searchedUpTo === null ? words.older : words.goOn}
        <Icon name="next" way />
      </a>
    </div>
  )
}
