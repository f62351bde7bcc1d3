import type { Env } from '../env.ts'
import type { Mailer } from '../mail.ts'

/** Where local letters lie: beside the pictures, the newest first by name. */
const MAILBOX = 'mailbox/'

/** Keeps letters where they can be looked into; none leaves this machine. */
export function localMailer({ IMAGES }: Env): Mailer {
  return {
    send: async (letter) => {
      const newestFirst = (Number.MAX_SAFE_INTEGER - Date.now()).toString().padStart(16, '0')
      await IMAGES.put(`${MAILBOX}${newestFirst}-${crypto.randomUUID()}`, JSON.stringify(letter))
    },
  }
}
