import { titleWith } from '../admin/problems.tsx'
import { WayBack } from '../admin/way-back.tsx'
import { Desk } from '../layout.tsx'
import { PinSection, type PinSectionProps } from './pin-section.tsx'

/** `/account/pin`: one's own PIN. */
export function OwnPinPage(props: PinSectionProps) {
  const { frame, errors } = props
  const words = frame.words.pins
  return (
    <Desk frame={frame} title={titleWith(frame, words.title, errors)}>
      <div class="page-head">
        <div>
          <WayBack href="/account" label={frame.words.account.title} />
          <h1>{words.title}</h1>
          <p class="lead">{words.lead}</p>
        </div>
      </div>
      <PinSection {...props} />
    </Desk>
  )
}
