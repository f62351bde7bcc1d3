import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { CustomerPage } from '../../views/layout.tsx'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { emptyMailbox, lettersIn } from './mailbox.ts'
import { demoWords } from './words.ts'

/** /dev/mailbox: the letters of a local demo, as the words they say; their HTML is never shown. */
export const mailbox = new Hono<AppEnv>()

const onlyHere = createMiddleware<AppEnv>(async (c, next) =>
  ['localhost', '127.0.0.1', '[::1]'].includes(new URL(c.req.url).hostname) ? next() : c.notFound(),
)

mailbox.get('/dev/mailbox', allow('everyone'), onlyHere, async (c) => {
  const letters = await lettersIn(c.env)
  return c.html(
    <CustomerPage frame={frameFor(c, null)} title={demoWords.mailbox}>
      <h1>{demoWords.mailbox}</h1>
      {letters.length === 0 && <p>{demoWords.empty}</p>}
      {letters.map(({ to, subject, text }) => (
        <section class="stack stack--tight">
          <h2>{subject}</h2>
          <p class="small quiet">{to}</p>
          {text.split('\n').map((line) => (
            <p>{isLink(line) ? <a href={line}>{line}</a> : line}</p>
          ))}
        </section>
      ))}
      {letters.length > 0 && (
        <form method="post" action="/dev/mailbox/emptied">
          <button class="button" type="submit">
            {demoWords.emptyIt}
          </button>
        </form>
      )}
    </CustomerPage>,
  )
})

mailbox.post('/dev/mailbox/emptied', allow('everyone'), onlyHere, async (c) => {
  await emptyMailbox(c.env)
  return c.redirect('/dev/mailbox', 303)
})

function isLink(line: string): boolean {
  return /^https?:\/\/\S+$/.test(line)
}
