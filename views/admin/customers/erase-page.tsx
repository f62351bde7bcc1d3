import type { Frame } from '../../frame.ts'
import { GoesAndStays } from '../../goes-and-stays.tsx'
import { Desk } from '../../layout.tsx'
import { Note } from '../../note.tsx'

interface ErasePageProps {
  readonly frame: Frame
  readonly id: string
  readonly name: string
  /** When they asked for it themselves; null where they asked in another way. */
  readonly askedAt: number | null
}

/** What goes and what stays, and the one button that cannot be undone. */
export function ErasePage({ frame, id, name, askedAt }: ErasePageProps) {
  const words = frame.words.privacy.staff
  const { display, brand } = frame
  return (
    <Desk
      frame={frame}
      title={words.title(name)}
      task={{ href: `/admin/customers/${id}`, label: frame.words.admin.cancel }}
    >
      <div class="page-head">
        <div>
          <h1>
            <bdi>{words.title(name)}</bdi>
          </h1>
          <p class="lead">{words.lead}</p>
        </div>
      </div>
      <Note {...(askedAt === null && { tone: 'warn' })}>
        {askedAt === null ? words.notAsked : words.asked(display.dateTime(askedAt, brand.zone))}
      </Note>
      <div class="twins">
        <GoesAndStays words={words} />
      </div>
      <form class="actions" method="post" action={`/admin/customers/${id}/erasure`}>
        <button type="submit" class="button button--danger">
          {words.act}
        </button>
        <a class="button" href={`/admin/customers/${id}`}>
          {words.keep}
        </a>
      </form>
    </Desk>
  )
}

interface ErasedPageProps {
  readonly frame: Frame
  readonly id: string
  /** Null while the last places are still gone through. */
  readonly finishedAt: number | null
}

/** That it is done, or nearly. */
export function ErasedPage({ frame, id, finishedAt }: ErasedPageProps) {
  const words = frame.words.privacy.staff
  return (
    <Desk frame={frame} title={words.done}>
      <div class="page-head">
        <div>
          <h1>{words.done}</h1>
          <p class="lead">{finishedAt === null ? words.going : words.doneLead}</p>
          <p class="small quiet wrap-anywhere">{id}</p>
        </div>
      </div>
      <p>
        <a class="button" href="/admin/customers">
          {words.customers}
        </a>
      </p>
    </Desk>
  )
}
