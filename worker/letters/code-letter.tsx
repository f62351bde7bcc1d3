import type { Frame } from '../../views/frame.ts'
import type { Letter } from '../mail.ts'

/**
 * The letter that opens a wallet: no picture, nothing that tells when it is read. Without a link it is for somebody nobody knows
 * yet, who becomes a customer by the code.
 */
export function codeLetter(
  { words, brand, display }: Frame,
  { to, code, link, endsAt }: { to: string; code: string; link: string | null; endsAt: number },
): Letter {
  const said = words.emailSignin.letter
  const hello = link === null ? said.join(brand.name) : said.hello(brand.name)
  const until = said.until(display.time(endsAt, brand.zone))
  const notYou = link === null ? said.notYouJoin : said.notYou
  const html = (
    <html lang={words.language}>
      <body>
        <p>{hello}</p>
        <h1>{code}</h1>
        <p>{until}</p>
        {link !== null && <ByLink said={said.link} link={link} />}
        <p>{notYou}</p>
      </body>
    </html>
  )
  const lines = [hello, code, until, ...(link === null ? [] : [`${said.link}\n${link}`]), notYou]
  return { to, subject: said.subject(brand.name), text: `${lines.join('\n\n')}\n`, html: String(html) }
}

function ByLink({ said, link }: { said: string; link: string }) {
  return (
    <>
      <p>{said}</p>
      <p>
        <a href={link}>{link}</a>
      </p>
    </>
  )
}
