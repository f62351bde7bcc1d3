import type { Frame } from '../../views/frame.ts'
import type { Letter } from '../mail.ts'

/** The letter by which somebody nobody knows yet joins: a code alone, for the page that asks for it. */
export function signUpLetter(
  { words, brand, display }: Frame,
  { to, code, endsAt }: { to: string; code: string; endsAt: number },
): Letter {
  const said = words.emailSignin.letter
  const hello = said.join(brand.name)
  const until = said.until(display.time(endsAt, brand.zone))
  const html = (
    <html lang={words.language}>
      <body>
        <p>{hello}</p>
        <h1>{code}</h1>
        <p>{until}</p>
        <p>{said.notYouJoin}</p>
      </body>
    </html>
  )
  return {
    to,
    subject: said.subject(brand.name),
    text: `${[hello, code, until, said.notYouJoin].join('\n\n')}\n`,
    html: String(html),
  }
}

/** The letter that lets a customer into their wallet: no picture, nothing that tells when it is read. */
export function codeLetter(
  { words, brand, display }: Frame,
  { to, code, link, endsAt }: { to: string; code: string; link: string; endsAt: number },
): Letter {
  const said = words.emailSignin.letter
  const hello = said.hello(brand.name)
  const until = said.until(display.time(endsAt, brand.zone))
  const html = (
    <html lang={words.language}>
      <body>
        <p>{hello}</p>
        <h1>{code}</h1>
        <p>{until}</p>
        <p>{said.link}</p>
        <p>
          <a href={link}>{link}</a>
        </p>
        <p>{said.notYou}</p>
      </body>
    </html>
  )
  return {
    to,
    subject: said.subject(brand.name),
    text: `${[hello, code, until, `${said.link}\n${link}`, said.notYou].join('\n\n')}\n`,
    html: String(html),
  }
}
