import type { Frame } from '../../frame.ts'
import { Icon } from '../../icon.tsx'
import { actOf, OfferCard } from '../../offer-card.tsx'
import { offerSentences } from '../../offer-needs.ts'
import type { OfferView } from '../../offer-view.ts'
import { ValidUntil } from '../issue-preview.tsx'

export interface OfferPreviewProps {
  readonly frame: Frame
  readonly offer: OfferView
  /** Until when a voucher taken now would be valid; null while the form does not say it. */
  readonly sentence: string | null
}

/** Answer to a change in the form: the card and its sentences, and by the way the validity where it stands in the form. */
export function OfferPreview(props: OfferPreviewProps) {
  const { frame, sentence } = props
  return (
    <>
      <PreviewedOffer {...props} />
      <hx-partial hx-target="#valid-until">
        <ValidUntil frame={frame} sentence={sentence} />
      </hx-partial>
    </>
  )
}

/** The offer as the portal shows it, and what its own page says. */
export function PreviewedOffer({ frame, offer }: Pick<OfferPreviewProps, 'frame' | 'offer'>) {
  const words = frame.words.offerForm
  const given = offer.requirements.automatic !== null
  return (
    <>
      <p class="small quiet">{given ? words.previewAutomatic : words.previewHow}</p>
      <h2 class="sr">{words.preview}</h2>
      <OfferCard frame={frame} offer={offer} href={null} act={<PreviewedAct frame={frame} offer={offer} />} />
      <p class="small quiet">{given ? words.sentencesAutomatic : words.sentences}</p>
      <Sentences frame={frame} offer={offer} />
    </>
  )
}

/** The button of its card, which leads nowhere; what gives itself has none. */
export function PreviewedAct({ frame, offer }: { frame: Frame; offer: OfferView }) {
  return offer.requirements.automatic === null ? <span class="button">{actOf(frame, offer)}</span> : null
}

/** Everything an offer asks for and promises, a sentence each. */
export function Sentences({ frame, offer }: { frame: Frame; offer: OfferView }) {
  return (
    <ul class="sentences">
      {offerSentences(frame, offer).map(({ icon, text }) => (
        <li class="needs">
          <Icon name={icon} />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  )
}
