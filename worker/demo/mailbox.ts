import type { Env } from '../env.ts'
import type { Letter, Mailer } from '../mail.ts'

/** Where local letters lie: beside the pictures, the newest first by name. */
const MAILBOX = 'mailbox/'

/** Keeps letters where they can be looked into; none leaves this machine. */
export function localMailer({ IMAGES }: Env): Mailer {
  return {
    send: async (letter) => {
      const newestFirst = (Number.MAX_SAFE_INTEGER - Date.now()).toString().padStart(16, '0')
      await IMAGES.put(`${MAILBOX}${newestFirst}-${crypto.randomUUID()}`, JSON.stringify(letter))
    },
    erase: async (addresses) => {
      const to = new Set(addresses.map((address) => address.toLowerCase()))
      let cursor: string | undefined
      do {
        const page = await IMAGES.list({ prefix: MAILBOX, ...(cursor !== undefined && { cursor }) })
        for (const { key } of page.objects) {
          const letter = (await (await IMAGES.get(key))?.json<Letter>()) ?? null
          if (letter !== null && to.has(letter.to.toLowerCase())) await IMAGES.delete(key)
        }
        cursor = page.truncated ? page.cursor : undefined
      } while (cursor !== undefined)
    },
  }
}

/** The newest letters first; as many as one list of the bucket gives. */
export async function lettersIn({ IMAGES }: Env): Promise<readonly Letter[]> {
  const { objects } = await IMAGES.list({ prefix: MAILBOX, limit: 50 })
  const read = await Promise.all(objects.map(async ({ key }) => (await IMAGES.get(key))?.json<Letter>()))
  return read.flatMap((letter) => letter ?? [])
}

/** Throws every letter away. */
export async function emptyMailbox({ IMAGES }: Env): Promise<void> {
  for (;;) {
    const { objects } = await IMAGES.list({ prefix: MAILBOX, limit: 1000 })
    if (objects.length === 0) return
    await IMAGES.delete(objects.map(({ key }) => key))
  }
}
