import { birthdaySaid } from '../../birthday.ts'
import { Fact } from '../../fact.tsx'
import type { Frame } from '../../frame.ts'
import { CardSymbols } from '../../member-card.tsx'

/** What is known of a customer, as it is shown. */
export interface CustomerFactsView {
  readonly createdAt: number
  readonly email: string | null
  readonly phone: string | null
  readonly birthday: string | null
  readonly locale: string | null
  readonly zone: string | null
  readonly tags: readonly string[]
  readonly planName: string | null
  readonly notes: string | null
  readonly cardToken: string
  readonly marketing: boolean
  /** When the consent was last changed, and by whom; null if never. */
  readonly consent: { readonly at: number; readonly by: string } | null
  readonly merges: readonly { readonly name: string; readonly at: number; readonly moved: number }[]
}

interface FactsProps {
  readonly frame: Frame
  readonly facts: CustomerFactsView
}

/** Contacts, plan, tags, consent, notes and what else was written down. */
export function CustomerFacts({ frame, facts }: FactsProps) {
  const words = frame.words.customers
  const unknown = <span class="quiet">{words.none}</span>
  return (
    <section class="stack" aria-labelledby="details">
      <h2 id="details">{words.details}</h2>
      <dl class="facts facts--trace">
        {facts.phone === null && <Fact name={words.phone} value={unknown} />}
        {facts.email === null && <Fact name={words.email} value={unknown} />}
        <Fact name={words.tags} value={facts.tags.length === 0 ? words.noTags : facts.tags.join(', ')} />
        <Fact name={words.plan} value={facts.planName ?? words.noPlan} />
        <Consent frame={frame} facts={facts} />
        {facts.notes !== null && <Fact name={words.notes} value={facts.notes} />}
        {facts.birthday !== null && (
          <Fact name={words.birthday} value={birthdaySaid(frame.display, facts.birthday)} />
        )}
        {facts.locale !== null && <Fact name={words.locale} value={frame.display.language(facts.locale)} />}
        {facts.zone !== null && <Fact name={words.zone} value={frame.display.city(facts.zone)} />}
        {facts.merges.map((merge) => (
          <Fact
            name={words.merges}
            value={words.mergedRow(
              merge.name,
              frame.display.date(merge.at, frame.brand.zone),
              words.openVouchers(merge.moved),
            )}
          />
        ))}
      </dl>
    </section>
  )
}

function Consent({ frame, facts: { marketing, consent } }: FactsProps) {
  const { display, brand, now } = frame
  const words = frame.words.customers
  const when =
    consent === null
      ? words.consent.never
      : words.consent.when(display.moment(consent.at, now, brand.zone), consent.by)
  return (
    <Fact
      name={words.marketing}
      value={marketing ? words.consent.yes : words.consent.no}
      more={consent === null && marketing ? null : when}
    />
  )
}

/** What a till scans to find them. */
export function CustomerCard({ frame, id, cardToken }: { frame: Frame; id: string; cardToken: string }) {
  const words = frame.words.customers
  return (
    <section class="stack member-card" aria-labelledby="card">
      <h2 id="card">{words.card}</h2>
      <p class="hint">{words.cardHint}</p>
      <CardSymbols frame={frame} cardToken={cardToken} />
      <p class="no-print">
        <a class="reach" href={`/admin/customers/${id}/card`}>
          {words.cardPrint}
        </a>
      </p>
    </section>
  )
}
