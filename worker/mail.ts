import type { Env } from './env.ts'

/** A letter to one person, as plain words and as HTML. */
export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** What sends letters: Cloudflare in production, a mailbox that can be looked into locally. */
export interface Mailer {
  /** @throws when the letter was not taken */
  send(letter: Letter): Promise<void>
  /** Forgets every letter to these addresses; absent where none is kept. */
  readonly erase?: (addresses: readonly string[]) => Promise<void>
}

/** Cloudflare's email binding, or null where this deployment has none. */
export function cloudflareMailer({ MAIL, MAIL_FROM }: Env, name: string): Mailer | null {
  if (MAIL === undefined || MAIL_FROM === undefined) return null
  return {
    send: async (letter) => {
      await MAIL.send({ from: { name, email: MAIL_FROM }, ...letter })
    },
  }
}
