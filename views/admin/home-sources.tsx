import type { Source } from '../../src/voucher.ts'
import type { Frame } from '../frame.ts'

/** What happened to the vouchers of one source. */
export interface SourceRow {
  readonly source: Source
  readonly issued: number
  readonly redeemed: number
}

interface HomeSourcesProps {
  readonly frame: Frame
  /** Of which nothing happened is absent. */
  readonly sources: readonly SourceRow[]
  /** Narrows the vouchers a source leads to, as a piece of their address. */
  readonly within: string
}

/** Why the vouchers of these days exist, and how many of each were used; each source leads to its vouchers. */
export function HomeSources({ frame, sources, within }: HomeSourcesProps) {
  const { display, words } = frame
  const { columns, sources: title } = words.desk.home
  if (sources.length === 0) return null
  return (
    <section aria-labelledby="sources" class="stack stack--tight">
      <h2 id="sources">{title}</h2>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{columns.source}</th>
            <th scope="col" class="n">
              {columns.issued}
            </th>
            <th scope="col" class="n">
              {columns.redeemed}
            </th>
          </tr>
        </thead>
        <tbody>
          {sources.map(({ source, issued, redeemed }) => (
            <tr>
              <th scope="row">
                <a class="reach" href={`/admin/vouchers?source=${source}${within}`}>
                  {words.admin.vouchers.sources[source]}
                </a>
              </th>
              <td class="n">{display.number(issued)}</td>
              <td class="n">{display.number(redeemed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
