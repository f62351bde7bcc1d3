import { Fact } from '../../fact.tsx'
import type { Frame } from '../../frame.ts'
import { Icon } from '../../icon.tsx'
import { Desk } from '../../layout.tsx'
import { Note } from '../../note.tsx'
import { Status } from '../../status.tsx'
import { WayBack } from '../way-back.tsx'
import { ending, type KeyView, keyState, keysHref, lastUsed } from './key-view.ts'

type Words = Frame['words']['keys']

export interface KeyPageProps {
  readonly frame: Frame
  readonly apiKey: KeyView
  /** What has just been done, said once. */
  readonly done: keyof Words['done'] | null
  /** Why nothing was done. */
  readonly refused: keyof Words['refused'] | null
  /** A fresh idempotency key of this rendering. */
  readonly commandKey: string
}

/** One API key: what it may do, until when, and how to change over or end it. */
export function KeyPage(props: KeyPageProps) {
  const { frame, apiKey, done, refused } = props
  const words = frame.words.keys
  const gone = apiKey.state === 'revoked'
  return (
    <Desk frame={frame} title={apiKey.name}>
      <div class="page-head">
        <div class="stack stack--tight">
          <WayBack href={keysHref()} label={words.title} />
          <h1>{apiKey.name}</h1>
          <p>
            <Status {...keyState(frame, apiKey.state)} />
          </p>
        </div>
        {!gone && (
          <a class="button" href={keysHref(`/${apiKey.id}/edit`)}>
            {words.edit}
          </a>
        )}
      </div>
      {done !== null && (
        <Note icon="tick" role="status">
          {words.done[done]}
        </Note>
      )}
      {refused !== null && (
        <Note tone="bad" role="alert">
          {words.refused[refused]}
        </Note>
      )}
      <div class="split">
        <Facts {...props} />
        {!gone && <Acts {...props} />}
      </div>
    </Desk>
  )
}

function Facts({ frame, apiKey }: KeyPageProps) {
  const { display, now, brand, world } = frame
  const words = frame.words.keys
  const place = apiKey.place === '' ? words.everyShop : apiKey.place
  return (
    <div class="stack stack--loose">
      <dl class="facts facts--two">
        <Fact name={words.columns.shops} value={place} />
        <Fact name={words.columns.ends} value={ending(frame, apiKey)} />
        <Fact name={words.columns.used} value={lastUsed(frame, apiKey.lastUsedAt)} />
        {apiKey.madeAt !== null && (
          <Fact name={words.made} value={display.moment(apiKey.madeAt, now, brand.zone)} />
        )}
        <Fact name={words.world} value={words.worlds[world]} />
      </dl>
      <section class="stack stack--tight" aria-labelledby="scopes">
        <h2 id="scopes">{words.scopesLabel}</h2>
        <ul class="choice plain">
          {apiKey.scopes.map((scope) => (
            <li class="tick">
              <Icon name="tick" />
              <span>
                <b>{words.scopes[scope][0]}</b>
                <small>{words.scopes[scope][1]}</small>
              </span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function Acts(props: KeyPageProps) {
  const words = props.frame.words.keys
  return (
    <section class="acts" aria-labelledby="acts">
      <h2 id="acts">{words.acts}</h2>
      <Rotation {...props} />
      <details class="fold fold--form">
        <summary>
          <span class="act-name">
            <Icon name="ban" />
            {words.revoke}
          </span>
          <Icon name="down" />
        </summary>
        <form class="stack form-gap" method="post" action={keysHref(`/${props.apiKey.id}/revocations`)}>
          <p>{words.revokeHow}</p>
          <button type="submit" class="button button--danger">
            {words.revokeDo}
          </button>
        </form>
      </details>
    </section>
  )
}

function Rotation({ frame, apiKey, commandKey }: KeyPageProps) {
  const { display, now, brand } = frame
  const words = frame.words.keys
  const prior = apiKey.priorEndsAt
  return (
    <details class="fold fold--form">
      <summary>
        <span class="act-name">
          <Icon name="undo" />
          {words.rotate}
        </span>
        <Icon name="down" />
      </summary>
      <form class="stack form-gap" method="post" action={keysHref(`/${apiKey.id}/rotations`)}>
        <input type="hidden" name="idempotency_key" value={commandKey} />
        <p>{words.rotateHow}</p>
        {prior !== null && <p>{words.overlapNote(display.momentWithin(prior, now, brand.zone))}</p>}
        <fieldset class="field">
          <legend class="legend">{words.overlap}</legend>
          <div class="ticks">
            {(['0', '86400000', '604800000'] as const).map((overlap) => (
              <label class="tick">
                <input type="radio" name="overlap" value={overlap} checked={overlap === '86400000'} />
                <span>{words.overlaps[overlap]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <button type="submit" class="button">
          {words.rotate}
        </button>
      </form>
    </details>
  )
}
