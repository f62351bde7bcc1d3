import { idSymbols } from '../../src/id.ts'
import { INVITATION_MS } from '../../src/principal.ts'
import { secretHash } from '../../worker/secrets.ts'

/** Runs one statement on the database of a world; `params` fill its question marks. */
export type Database = (sql: string, params: readonly (string | number)[]) => Promise<unknown>

/**
 * Makes a new admin's link, good once and for seven days. The database keeps only the hash of its secret; whoever opens
 * it becomes the person the link names. `random` gives that many bytes of chance.
 */
export async function inviteAdmin(
  database: Database,
  origin: string,
  now: number,
  random: (bytes: number) => Uint8Array,
): Promise<string> {
  const id = `usr_${idSymbols(random(16))}`
  const secret = Buffer.from(random(32)).toString('base64url')
  await database(
    'INSERT INTO invitations (hash, principal_id, role, created_at, ends_at) VALUES (?, ?, ?, ?, ?)',
    [secretHash(secret), id, 'admin', now, now + INVITATION_MS],
  )
  return `${origin}/join/${id}.${secret}`
}
