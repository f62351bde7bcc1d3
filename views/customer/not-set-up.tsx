import type { Frame } from '../frame.ts'
import { CustomerPage } from '../layout.tsx'

/** What every door says before a brand is set up: what to do next. */
export function NotSetUpPage({ frame }: { frame: Frame }) {
  const words = frame.words.doors.notSetUp
  return (
    <CustomerPage frame={frame} title={words.title}>
      <div>
        <h1>{words.title}</h1>
        <p class="lead">{words.text}</p>
      </div>
      <dl class="facts ways">
        <div>
          <dt>{words.howHave}</dt>
          <dd>
            {words.howHaveText} <a href="/admin/welcome">{words.goOn}</a>
          </dd>
        </div>
        <div>
          <dt>{words.howNone}</dt>
          <dd>
            {words.howNoneText} <code class="code code--small">{words.command}</code>
          </dd>
        </div>
      </dl>
    </CustomerPage>
  )
}
