import type { Frame } from '../frame.ts'
import type { HistoryLine, HistoryView } from './history-view.ts'
import { QuickUndo } from './quick-undo.tsx'

interface RowProps {
  readonly frame: Frame
  readonly view: HistoryView
  readonly line: HistoryLine
}

/** When, what, whose, how much; below it what became of it, and the way to undo it. */
export function HistoryRow({ frame, view, line }: RowProps) {
  const { display, words } = frame
  const { at, title, codeLast4, holder, by, ownDevice, amount, currency, fate } = line
  const said = words.counterHistory
  const undone = fate.kind === 'undone' || fate.kind === 'purchase_taken_back'
  const about = [
    ...(holder === null ? [] : [holder]),
    ...(by === null ? [] : [said.by(by)]),
    ...(ownDevice && !view.search.own ? [said.ofDevice] : []),
  ]
  return (
    <li>
      <div class="history-line" data-undone={undone ? '' : undefined}>
        <time>{display.time(at, view.zone)}</time>
        <div class="grow">
          <b class={fate.kind === 'purchased' ? undefined : 'promise'}>{title}</b>
          <span class="small quiet">
            {codeLast4 !== null && (
              <>
                <span class="code code--small">···· {codeLast4}</span>
                {about.length > 0 && ' · '}
              </>
            )}
            {about.join(' · ')}
          </span>
          <Fate frame={frame} view={view} line={line} />
        </div>
        {amount !== null && currency !== null && <span class="sum">{display.money(amount, currency)}</span>}
      </div>
      <Undo frame={frame} view={view} line={line} />
    </li>
  )
}

/** What became of it, where anything did. */
function Fate({ frame, view, line: { fate, currency } }: RowProps) {
  const { display, words, now } = frame
  const said = words.counterHistory
  const { zone } = view
  switch (fate.kind) {
    case 'stands':
      if (fate.returned === 0 || currency === null) return null
      return <span class="small">{said.partly(display.money(fate.returned, currency))}</span>
    case 'undone':
      return <span class="small fate">{said.undoneAt(clockOrMoment(frame, fate.at, zone))}</span>
    case 'undoes':
      return (
        <span class="small fate">{said.undoneEarlier(display.momentWithin(fate.redeemedAt, now, zone))}</span>
      )
    case 'refused':
      return (
        <span class="small fate fate--bad">
          {fate.undoing && `${said.undoRefused}: `}
          {fate.reason !== null && words.admin.reasons[fate.reason]}
        </span>
      )
    case 'purchased':
      if (fate.href === null) return null
      return (
        <a class="small reach" href={fate.href}>
          {said.seePurchase}
        </a>
      )
    case 'purchase_taken_back':
      return null
  }
}

/** The time alone says enough on the day itself. */
function clockOrMoment({ display, now }: Frame, at: number, zone: string): string {
  const today = display.shortDate(at, zone) === display.shortDate(now, zone)
  return today ? display.time(at, zone) : display.momentWithin(at, now, zone)
}

function Undo({ frame, view, line: { undo } }: RowProps) {
  if (undo === null) return null
  const { words, display } = frame
  const { redemption, commandKey, until } = undo
  const title =
    until === null ? words.counterHistory.takeBack : words.counter.undo(display.time(until, view.zone))
  return (
    <QuickUndo
      frame={frame}
      redemption={redemption}
      commandKey={commandKey}
      storeId={view.storeId}
      title={title}
    />
  )
}
