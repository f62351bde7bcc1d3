import { and, eq, gt, isNull } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { audits } from '../../migrations/schema/audits.ts'
import { invitations } from '../../migrations/schema/invitations.ts'
import type { PrincipalId } from '../../src/id.ts'

/** Whether a link of whoever deploys still lets this person in. */
export async function isInvitedByDeployer(
  db: D1Database,
  hash: string,
  id: PrincipalId,
  now: number,
): Promise<boolean> {
  const open = and(
    eq(invitations.hash, hash),
    eq(invitations.principalId, id),
    eq(invitations.role, 'admin'),
    isNull(invitations.usedAt),
    gt(invitations.endsAt, now),
  )
  return (await drizzle(db).select().from(invitations).where(open).get()) !== undefined
}

/** Notes that the link was used, and who came in by it. */
export async function noteJoined(db: D1Database, hash: string, id: PrincipalId, now: number): Promise<void> {
  const library = drizzle(db)
  await library.batch([
    library.update(invitations).set({ usedAt: now }).where(eq(invitations.hash, hash)),
    library.insert(audits).values({ at: now, by: id, action: 'admin_joined', subject: id }),
  ])
}
