import type { Sum } from '../../src/shift.ts'
import type { Frame } from '../frame.ts'
import type { ShiftView } from './shift-view.ts'

interface SumsProps {
  readonly frame: Frame
  readonly view: ShiftView
}

/** The figures first, then each sum with what it is made of. */
export function ShiftSums({ frame, view }: SumsProps) {
  const words = frame.words.shift
  const { redeemed, undone, refused } = view.shift
  const tries = refused.reduce((sum, { count }) => sum + count, 0)
  const figures = [
    [words.figures.redeemed, redeemed],
    [words.figures.undone, undone],
    [words.figures.stands, redeemed - undone],
    [words.figures.refused, tries],
  ] as const
  return (
    <>
      <dl class="figures">
        {figures.map(([label, count]) => (
          <div>
            <dt>{label}</dt>
            <dd class="big">{frame.display.number(count)}</dd>
          </div>
        ))}
      </dl>
      <Given frame={frame} view={view} />
      <Earlier frame={frame} view={view} />
      <Purchases frame={frame} view={view} />
      <Refused frame={frame} view={view} />
      <People frame={frame} view={view} />
    </>
  )
}

function Given({ frame, view }: SumsProps) {
  const { display, words } = frame
  const said = words.shift
  const { given } = view.shift
  if (given.length === 0) return null
  const together = [...Map.groupBy(given, ({ currency }) => currency)].flatMap(([currency, some]) => {
    const amount = some.reduce((sum, one) => sum + one.amount, 0)
    return currency === null || some.length < 2 ? [] : [{ currency, amount }]
  })
  return (
    <table class="table shift">
      <caption>{said.given}</caption>
      <thead>
        <tr>
          <th scope="col">{said.columns.what}</th>
          <th scope="col" class="n">
            {said.columns.count}
          </th>
          <th scope="col" class="n">
            {said.columns.amount}
          </th>
        </tr>
      </thead>
      <tbody>
        {given.map(({ benefit, currency, count, amount }) => (
          <tr>
            <th scope="row">{said.benefits[benefit]}</th>
            <td class="n">{display.number(count)}</td>
            <td class="n">{currency === null ? said.noAmount : display.money(amount, currency)}</td>
          </tr>
        ))}
        {together.map(({ currency, amount }) => (
          <tr class="together">
            <th scope="row" colspan={2}>
              {said.total}
            </th>
            <td class="n">{display.money(amount, currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Earlier({ frame, view: { shift } }: SumsProps) {
  const { earlier } = shift
  if (earlier.count === 0) return null
  const said = frame.words.shift
  return (
    <section aria-labelledby="earlier">
      <h2 id="earlier" class="legend">
        {said.earlier}
      </h2>
      <p>
        <b>{frame.display.number(earlier.count)}</b>
        {earlier.sums.length > 0 && ` · ${sumsLine(frame, earlier.sums)}`}
      </p>
      {earlier.sums.length > 0 && <p class="small quiet">{said.earlierHow}</p>}
    </section>
  )
}

function Purchases({ frame, view: { purchases } }: SumsProps) {
  if (purchases === null || purchases.length === 0) return null
  const { display, words } = frame
  return (
    <section aria-labelledby="purchases">
      <h2 id="purchases" class="legend">
        {words.shift.purchases}
      </h2>
      <ul class="tallies">
        {purchases.map(({ act, currency, count, amount }) => (
          <li>
            <span>
              {words.shift.purchaseActs[act]} · {display.number(count)}
            </span>
            <b>{display.money(act === 'purchased' ? amount : -amount, currency)}</b>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Refused({ frame, view: { shift } }: SumsProps) {
  const { display, words } = frame
  return (
    <section aria-labelledby="refused">
      <h2 id="refused" class="legend">
        {words.shift.reasons}
      </h2>
      {shift.refused.length === 0 ? (
        <p class="quiet">{words.shift.noReasons}</p>
      ) : (
        <ul class="tallies">
          {shift.refused.map(({ reason, count }) => (
            <li>
              <span>{words.admin.reasons[reason]}</span>
              <b>{display.number(count)}</b>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function People({ frame, view: { shift, names } }: SumsProps) {
  const { display, words } = frame
  const { columns, people, figures } = words.shift
  if (shift.people.length === 0) return null
  return (
    <table class="table shift">
      <caption>{people}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.who}</th>
          <th scope="col" class="n">
            {figures.redeemed}
          </th>
          <th scope="col" class="n wide">
            {columns.undone}
          </th>
          <th scope="col" class="n wide">
            {columns.refused}
          </th>
          <th scope="col" class="n">
            {columns.amount}
          </th>
        </tr>
      </thead>
      <tbody>
        {shift.people.map(({ by, redeemed, undone, refused, sums }) => (
          <tr>
            <th scope="row">
              {names.get(by) ?? by}
              {undone + refused > 0 && (
                <span class="small quiet gist slim">{words.shift.gist(undone, refused)}</span>
              )}
            </th>
            <td class="n">{display.number(redeemed)}</td>
            <td class="n wide">{display.number(undone)}</td>
            <td class="n wide">{display.number(refused)}</td>
            <td class="n">{sums.length === 0 ? words.shift.noAmount : sumsLine(frame, sums)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function sumsLine({ display }: Frame, sums: readonly Sum[]): string {
  return sums.map(({ amount, currency }) => display.money(amount, currency)).join(' + ')
}
