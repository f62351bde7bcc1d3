import type { GuessSums, Tried } from '../../src/guess-counts.ts'
import type { BudgetName } from '../../src/limiter.ts'
import { Empty } from '../empty.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Desk } from '../layout.tsx'
import { Note } from '../note.tsx'
import { nearMoment } from '../voucher-facts.ts'
import { WayBack } from './way-back.tsx'

/** Whoever tried, as people know them; `name` is how their limiter is called. */
export interface CallerView {
  readonly name: string
  readonly label: string
  readonly href: string | null
  /** As what they are counted; null for a name of an older version. */
  readonly budget: BudgetName | null
}

/** Somebody who is slowed, or refused until then. */
export interface HeldUp extends Tried<CallerView> {
  readonly until: number | null
}

interface GuessesPageProps extends Pick<GuessSums, 'total' | 'reasons' | 'hours'> {
  readonly frame: Frame
  /** First instant of the day shown. */
  readonly day: number
  readonly older: string | null
  readonly newer: string | null
  /** Whether everything of the day was counted. */
  readonly all: boolean
  readonly callers: readonly Tried<CallerView>[]
  readonly newest: readonly {
    readonly at: number
    readonly caller: CallerView
    readonly hash: string
    readonly reason: string
  }[]
  readonly held: readonly HeldUp[]
  readonly mayLetIn: boolean
  /** Whether somebody has just been let in. */
  readonly letIn: boolean
}

/** `/admin/system/guesses`: what was tried that nobody issued, on one day, and who is held up for it now. */
export function GuessesPage(props: GuessesPageProps) {
  const { frame, day, letIn, total, all } = props
  const words = frame.words.guesses
  return (
    <Desk frame={frame} title={words.title}>
      <div class="page-head">
        <div>
          <WayBack href="/admin/system" label={frame.words.desk.system.title} />
          <h1>{words.title}</h1>
          <p class="lead">{words.lead}</p>
        </div>
      </div>
      {letIn && (
        <Note icon="tick" role="status">
          {words.done}
        </Note>
      )}
      <Held {...props} />
      <section aria-labelledby="day" class="stack">
        <div class="row row--apart">
          <h2 id="day">{frame.display.date(day, frame.brand.zone)}</h2>
          <Days {...props} />
        </div>
        {!all && <Note tone="warn">{words.notAll}</Note>}
        {total === 0 ? (
          <Empty title={words.none}>
            <p class="quiet">{words.noneHow}</p>
          </Empty>
        ) : (
          <Tries {...props} />
        )}
      </section>
    </Desk>
  )
}

function Held({ frame, held, mayLetIn }: GuessesPageProps) {
  const { display, now } = frame
  const words = frame.words.guesses
  return (
    <section aria-labelledby="held" class="stack stack--tight">
      <h2 id="held">{words.held}</h2>
      <p class="quiet">{held.length === 0 ? words.heldNone : words.heldHow}</p>
      {held.length > 0 && (
        <ul class="rows">
          {held.map(({ of, tries, until }) => (
            <li class="rowline rowline--folds">
              <span class="grow">
                <Who frame={frame} caller={of} />
                <span class="small gist">
                  {until === null ? words.slowed : words.refused(display.relative(until, now))} ·{' '}
                  {words.lately(tries, display.number(tries))}
                </span>
              </span>
              {mayLetIn && (
                <form method="post" action="/admin/system/guesses/pardons">
                  <input type="hidden" name="caller" value={of.name} />
                  <button type="submit" class="button button--small" aria-label={words.letInNamed(of.label)}>
                    {words.letIn}
                  </button>
                </form>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Days({ frame, older, newer }: GuessesPageProps) {
  const words = frame.words.guesses
  return (
    <nav aria-label={words.days} class="row">
      {older !== null && (
        <a class="button button--small" href={older} rel="prev">
          {words.older}
        </a>
      )}
      {newer !== null && (
        <a class="button button--small" href={newer} rel="next">
          {words.newer}
        </a>
      )}
    </nav>
  )
}

function Tries({ frame, reasons, hours, callers, newest }: GuessesPageProps) {
  const { display, brand } = frame
  const words = frame.words.guesses
  return (
    <>
      <dl class="figures">
        {reasons.map(({ of, tries }) => (
          <div>
            <dt>{words.reasons[of]}</dt>
            <dd class="big">{display.number(tries)}</dd>
          </div>
        ))}
      </dl>
      <Most
        frame={frame}
        title={words.callers}
        column={words.columns.caller}
        rows={callers.map(({ of, tries }) => ({ of: <Who frame={frame} caller={of} />, tries }))}
      />
      <Most
        frame={frame}
        title={words.hours}
        column={words.columns.hour}
        rows={hours.map(({ of, tries }) => ({ of: display.time(of, brand.zone), tries }))}
      />
      <Newest frame={frame} newest={newest} />
    </>
  )
}

interface MostProps {
  readonly frame: Frame
  readonly title: string
  readonly column: string
  readonly rows: readonly { readonly of: ReturnType<typeof Who> | string; readonly tries: number }[]
}

function Most({ frame, title, column, rows }: MostProps) {
  return (
    <section class="stack stack--tight">
      <h3>{title}</h3>
      <table class="table">
        <caption class="sr">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{column}</th>
            <th scope="col" class="n">
              {frame.words.guesses.columns.tries}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ of, tries }) => (
            <tr>
              <th scope="row">{of}</th>
              <td class="n">{frame.display.number(tries)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** So much of a hash tells texts apart. */
const MARK_LENGTH = 8

function Newest({ frame, newest }: Pick<GuessesPageProps, 'frame' | 'newest'>) {
  const { display, brand, now } = frame
  const words = frame.words.guesses
  const known: Readonly<Record<string, string>> = words.reasons
  if (newest.length === 0) return null
  return (
    <details class="fold">
      <summary>
        {words.newest}
        <Icon name="down" />
      </summary>
      <p class="small quiet">{words.newestHow}</p>
      <ul class="rows">
        {newest.map(({ at, caller, hash, reason }) => (
          <li class="rowline">
            <span class="grow">
              {known[reason] ?? reason} · {caller.label}
              <span class="small quiet gist">
                {nearMoment(display, at, now, brand.zone)} · {words.mark}{' '}
                <span class="code code--small">{hash.slice(0, MARK_LENGTH)}</span>
              </span>
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Who({ frame, caller: { label, href, budget } }: { frame: Frame; caller: CallerView }) {
  return (
    <>
      {href === null ? <b>{label}</b> : <a href={href}>{label}</a>}
      {budget !== null && <span class="small quiet gist">{frame.words.guesses.budgets[budget]}</span>}
    </>
  )
}
