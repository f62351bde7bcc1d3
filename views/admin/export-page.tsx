import type { Frame } from '../frame.ts'
import { Desk } from '../layout.tsx'
import { Note } from '../note.tsx'
import { WayBack } from './way-back.tsx'

export interface ExportPageProps {
  readonly frame: Frame
  /** Whether the viewer may read codes. */
  readonly codes: boolean
  /** Rows of one file. */
  readonly rowsMost: number
}

const FILES = [
  ['customers', 'csv'],
  ['vouchers', 'csv'],
  ['entries', 'csv'],
  ['people', 'csv'],
  ['audits', 'csv'],
  ['directory', 'json'],
  ['settings', 'json'],
] as const

/** What a brand may take along, a file each; codes apart, since whoever has them can use them. */
export function ExportPage({ frame, codes, rowsMost }: ExportPageProps) {
  const words = frame.words.export
  return (
    <Desk frame={frame} title={words.title}>
      <div class="page-head">
        <div>
          <WayBack href="/admin/settings" label={frame.words.settings.title} />
          <h1>{words.title}</h1>
          <p class="lead">{words.lead}</p>
        </div>
      </div>
      <ul class="rows">
        {FILES.map(([file, kind]) => (
          <li class="rowline">
            <span class="grow">
              <b>{words.files[file].name}</b>
              <span class="small quiet">{words.files[file].holds}</span>
            </span>
            <a
              class="button button--small"
              href={`/admin/settings/export/${file}.${kind}`}
              download
              aria-label={words.downloadOf(words.files[file].name)}
            >
              {words.download}
            </a>
          </li>
        ))}
      </ul>
      <div class="stack form-gap">
        {codes && <WithCodes frame={frame} />}
        <p class="quiet">
          {words.limits(frame.display.number(rowsMost))} {words.formulas} {words.backup}
        </p>
      </div>
    </Desk>
  )
}

function WithCodes({ frame }: Pick<ExportPageProps, 'frame'>) {
  const words = frame.words.export.codes
  return (
    <section class="stack stack--tight" aria-labelledby="with-codes">
      <h2 id="with-codes">{words.title}</h2>
      <Note tone="warn">{words.hint}</Note>
      <a class="button" href="/admin/settings/export/vouchers.csv?codes=yes" download>
        {words.download}
      </a>
    </section>
  )
}
