import type { Frame } from '../frame.ts'
import { Note } from '../note.tsx'
import { Slip } from '../slip.tsx'
import { Ticket } from '../ticket.tsx'
import type { TicketView } from '../ticket-view.ts'

export interface IssuePreviewProps {
  readonly frame: Frame
  /** From `validitySentence`; null while the form does not say an end. */
  readonly sentence: string | null
  /** The voucher as it would be; its code is the chosen one where that is good, else a sample. */
  readonly ticket: TicketView
  /** Which of the two; `hidden` draws no symbols at all. */
  readonly code: 'chosen' | 'sample' | 'hidden'
  /** What is wrong with the chosen code, in words; null while it is good or empty. */
  readonly chosenCodeProblem: string | null
  /** The chosen code is short enough to be guessed. */
  readonly guessable: boolean
}

/** Answer to a change in the form: the ticket, and by the way the sentence and the remark where they stand in it. */
export function IssuePreview(props: IssuePreviewProps) {
  const { frame, sentence, chosenCodeProblem, guessable } = props
  return (
    <>
      <PreviewTicket {...props} />
      <hx-partial hx-target="#valid-until">
        <ValidUntil frame={frame} sentence={sentence} />
      </hx-partial>
      <hx-partial hx-target="#code-remark">
        <CodeRemark frame={frame} problem={chosenCodeProblem} guessable={guessable} />
      </hx-partial>
    </>
  )
}

/** Until when, said before anything is issued. */
export function ValidUntil({ frame, sentence }: Pick<IssuePreviewProps, 'frame' | 'sentence'>) {
  return <Note icon="clock">{sentence ?? frame.words.admin.issue.whenUnknown}</Note>
}

/** What is to be known about the chosen code: wrong, or easy to guess; nothing while it is fine. */
export function CodeRemark({
  frame,
  problem,
  guessable,
}: {
  frame: Frame
  problem: string | null
  guessable: boolean
}) {
  if (problem !== null) return <Note tone="bad">{problem}</Note>
  if (guessable) return <Note tone="warn">{frame.words.admin.issue.guessable}</Note>
  return null
}

/** The voucher as its holder would see it. */
export function PreviewTicket({ frame, ticket, code }: Pick<IssuePreviewProps, 'frame' | 'ticket' | 'code'>) {
  const words = frame.words.admin.issue
  const named = ticket.title.trim() === '' ? { ...ticket, title: words.previewTitle } : ticket
  const title =
    ticket.holderFirstName === null ? words.previewForAnyone : words.previewFor(ticket.holderFirstName)
  return (
    <>
      <p class="small quiet">{title}</p>
      {code === 'hidden' ? (
        <>
          <h2 class="sr">{words.preview}</h2>
          <Slip frame={frame} voucher={named} />
        </>
      ) : (
        <Ticket frame={frame} voucher={named} level={2} />
      )}
      {code !== 'chosen' && (
        <p class="small quiet">{code === 'hidden' ? words.noCodePreview : words.sampleCode}</p>
      )}
    </>
  )
}
