import type { OfferTemplate } from '../../../src/offer-template.ts'
import type { Frame } from '../../frame.ts'
import { Icon } from '../../icon.tsx'
import { Desk } from '../../layout.tsx'

interface BeginProps {
  readonly frame: Frame
  readonly templates: readonly OfferTemplate[]
}

/** `/admin/offers/new`: a good beginning, or an empty form. */
export function BeginPage({ frame, templates }: BeginProps) {
  const words = frame.words.adminOffers
  return (
    <Desk frame={frame} title={words.begin} task={{ href: '/admin/offers', label: frame.words.admin.cancel }}>
      <div class="page-head">
        <div>
          <h1>{words.begin}</h1>
          <p class="lead">{words.beginHow}</p>
        </div>
      </div>
      <Beginnings frame={frame} templates={templates} />
    </Desk>
  )
}

/** Every template, and the empty form last. */
export function Beginnings({ frame, templates }: BeginProps) {
  const { adminOffers: words, offerForm } = frame.words
  const all = [
    ...templates.map((template) => [template, offerForm.templates[template]] as const),
    ['blank', { label: words.blank, about: words.blankHow }] as const,
  ]
  return (
    <ul class="rows beginnings">
      {all.map(([template, { label, about }]) => (
        <li>
          <a class="rowline" href={`/admin/offers/new?template=${template}`}>
            <span class="grow">
              <b>{label}</b>
              <span class="small quiet gist">{about}</span>
            </span>
            <Icon name="next" way />
          </a>
        </li>
      ))}
    </ul>
  )
}
