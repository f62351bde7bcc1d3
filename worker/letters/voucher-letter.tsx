import type { Frame } from '../../views/frame.ts'
import type { Letter } from '../mail.ts'

/** The letter that says a voucher is in the wallet. It carries the wallet link and no code. `until`: as people read it. */
export function voucherLetter(
  { words, brand }: Frame,
  { to, title, until, link }: { to: string; title: string; until: string | null; link: string },
): Letter {
  const said = words.devices.send
  const hello = said.hello(brand.name)
  const ends = until === null ? [] : [said.until(until)]
  const html = (
    <html lang={words.language}>
      <body>
        <p>{hello}</p>
        <h1>{title}</h1>
        {ends.map((line) => (
          <p>{line}</p>
        ))}
        <p>{said.link}</p>
        <p>
          <a href={link}>{link}</a>
        </p>
        <p>{said.keep}</p>
      </body>
    </html>
  )
  return {
    to,
    subject: oneLine(said.subject(brand.name, title)),
    text: `${[hello, title, ...ends, `${said.link}\n${link}`, said.keep].join('\n\n')}\n`,
    html: String(html),
  }
}

/** A subject is a header: no line of it may begin another. */
function oneLine(text: string): string {
  return text.replace(/\p{C}+/gu, ' ')
}
