import { titleWith } from '../admin/problems.tsx'
import { Desk } from '../layout.tsx'
import { PinSection, type PinSectionProps } from './pin-section.tsx'

/** `/account/pin`: one's own PIN. */
export function OwnPinPage(props: PinSectionProps) {
  const { frame, errors } = props
  const words = frame.words.pins
  return (
    <Desk frame={frame} title={titleWith(frame, words.title, errors)}>
      <h1 class="sr">{words.title}</h1>
      <PinSection {...props} />
    </Desk>
  )
}
