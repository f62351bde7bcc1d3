import { Fact } from '../fact.tsx'
import type { Frame } from '../frame.ts'
import { Desk } from '../layout.tsx'
import { Note } from '../note.tsx'
import { WayBack } from './way-back.tsx'

/** Something that goes on failing: a voucher by id, or a job by name. */
interface TroubleRow {
  readonly subject: string
  readonly since: number
  readonly error: string
}

interface KeyRow {
  readonly id: string
  readonly name: string
  /** To the hour; null before it ever was used. */
  readonly lastUsedAt: number | null
}

interface SystemPageProps {
  readonly frame: Frame
  /** What came of trying a voucher again, right after it. */
  readonly tried: 'worked' | 'failed' | null
  readonly stuck: readonly TroubleRow[]
  readonly failed: readonly TroubleRow[]
  /** Up to when figures are counted; null before they ever were. */
  readonly countedTo: number | null
  /** When the clock last did its round. */
  readonly lastTick: number | null
  /** Whether D1 answered. */
  readonly readable: boolean
  /** Keys that still open something; null while D1 does not answer. */
  readonly keys: readonly KeyRow[] | null
  readonly versions: {
    readonly build: string | null
    readonly builtAt: string | null
    readonly compatibilityDate: string
    readonly runtime: string
    /** Newest first. */
    readonly migrations: readonly string[]
  }
}

/** What is late, what fails and what runs, for whoever looks after the deployment. */
export function SystemPage(props: SystemPageProps) {
  const { frame, tried, readable } = props
  const words = frame.words.desk.system
  return (
    <Desk frame={frame} title={words.title}>
      <div class="page-head">
        <div>
          <WayBack href="/admin/settings" label={frame.words.common.nav.settings} />
          <h1>{words.title}</h1>
          <p class="lead">{words.lead}</p>
        </div>
      </div>
      {tried === 'worked' && (
        <Note icon="tick" role="status">
          {words.retried}
        </Note>
      )}
      {tried === 'failed' && (
        <Note tone="bad" role="alert">
          {words.stillFailing}
        </Note>
      )}
      {!readable && <Note tone="bad">{words.unreadable}</Note>}
      <Lists {...props} />
      <Stuck {...props} />
      <FailedWork {...props} />
      <Keys {...props} />
      <section aria-labelledby="guesses" class="stack stack--tight">
        <h2 id="guesses">{frame.words.guesses.title}</h2>
        <p class="quiet">{frame.words.guesses.gist}</p>
        <p>
          <a href="/admin/system/guesses">{frame.words.guesses.open}</a>
        </p>
      </section>
      <Versions {...props} />
    </Desk>
  )
}

function Lists({ frame, stuck, countedTo, lastTick }: SystemPageProps) {
  const { display, brand, now } = frame
  const words = frame.words.desk.system
  const oldest = stuck.map(({ since }) => since).toSorted((a, b) => a - b)[0]
  const moment = (at: number | null) => (at === null ? words.never : display.moment(at, now, brand.zone))
  return (
    <section aria-labelledby="lists" class="stack stack--tight">
      <h2 id="lists">{words.lists}</h2>
      <dl class="facts facts--two">
        <Fact
          name={words.lag}
          value={
            oldest === undefined
              ? words.lagNone
              : words.lagSome(display.momentWithin(oldest, now, brand.zone))
          }
        />
        <Fact name={words.counted} value={moment(countedTo)} />
        <Fact name={words.clock} value={moment(lastTick)} />
      </dl>
    </section>
  )
}

function Stuck({ frame, stuck }: SystemPageProps) {
  const words = frame.words.desk.system
  return (
    <section aria-labelledby="stuck" class="stack stack--tight">
      <h2 id="stuck">{words.stuck}</h2>
      <p class="quiet">{stuck.length === 0 ? words.stuckNone : words.stuckHow}</p>
      {stuck.length > 0 && (
        <ul class="rows">
          {stuck.map((row) => (
            <li class="rowline rowline--folds">
              <span class="grow">
                <a class="code code--small" href={pageOf(row.subject)}>
                  {row.subject}
                </a>
                <Trouble frame={frame} row={row} />
              </span>
              <form method="post" action="/admin/system/retries">
                <input type="hidden" name="subject" value={row.subject} />
                <button type="submit" class="button button--small" aria-label={words.retryNamed(row.subject)}>
                  {words.retry}
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** A voucher's own page, or that of whose account it is. */
function pageOf(subject: string): string {
  return subject.startsWith('cus_') ? `/admin/customers/${subject}` : `/admin/vouchers/${subject}`
}

function FailedWork({ frame, failed }: SystemPageProps) {
  const words = frame.words.desk.system
  const names: Readonly<Record<string, string>> = words.jobNames
  return (
    <section aria-labelledby="jobs" class="stack stack--tight">
      <h2 id="jobs">{words.jobs}</h2>
      {failed.length === 0 ? (
        <p class="quiet">{words.jobsNone}</p>
      ) : (
        <ul class="rows">
          {failed.map((row) => (
            <li class="rowline">
              <span class="grow">
                <b>{names[row.subject] ?? row.subject}</b>
                <Trouble frame={frame} row={row} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Trouble({ frame: { display, brand, now }, row }: { frame: Frame; row: TroubleRow }) {
  return (
    <span class="small quiet gist">
      {display.moment(row.since, now, brand.zone)} · {row.error}
    </span>
  )
}

function Keys({ frame, keys }: SystemPageProps) {
  const { display, brand, now, words } = frame
  const said = words.desk.system
  return (
    <section aria-labelledby="keys" class="stack stack--tight">
      <h2 id="keys">{said.keys}</h2>
      {(keys === null || keys.length === 0) && (
        <p class="quiet">{keys === null ? said.keysUnknown : said.keysNone}</p>
      )}
      {keys !== null && keys.length > 0 && (
        <ul class="rows">
          {keys.map(({ name, id, lastUsedAt }) => (
            <li class="rowline">
              <span class="grow">
                <b>
                  <a class="reach" href={`/admin/settings/keys/${id}`}>
                    {name}
                  </a>
                </b>
                <span class="small quiet gist">
                  {lastUsedAt === null
                    ? said.keyUnused
                    : said.keyUsed(display.momentWithin(lastUsedAt, now, brand.zone))}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Versions({ frame, versions }: SystemPageProps) {
  const { display, brand, now } = frame
  const words = frame.words.desk.system
  const { build, builtAt, compatibilityDate, runtime, migrations } = versions
  const [newest] = migrations
  const made = builtAt === null ? null : Date.parse(builtAt)
  return (
    <section aria-labelledby="versions" class="stack stack--tight">
      <h2 id="versions">{words.versions}</h2>
      <dl class="facts facts--two">
        <Fact
          name={words.build}
          value={build === null || build === '' ? words.local : build}
          more={made === null || Number.isNaN(made) ? null : display.moment(made, now, brand.zone)}
        />
        <Fact name={words.world} value={words.worlds[frame.world]} />
        <Fact name={words.compatibility} value={compatibilityDate} />
        <Fact name={words.runtime} value={runtime} />
        {newest !== undefined && (
          <Fact name={words.migrations} value={newest} more={words.migrationsMore(migrations.length)} />
        )}
      </dl>
    </section>
  )
}
