import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { invitations } from '../../migrations/schema/invitations.ts'
import type { PrincipalId } from '../../src/id.ts'
import { auditIf } from './audit.ts'

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

/** Uses the link up for whoever comes in by it; false where somebody did already. The audit row is there exactly if it was used now. */
export async function useInvitation(
  db: D1Database,
  hash: string,
  id: PrincipalId,
  now: number,
  from: string | null,
): Promise<boolean> {
  const library = drizzle(db)
  const unused = and(eq(invitations.hash, hash), isNull(invitations.usedAt))
  const line = { action: 'admin_joined', subject: id } as const
  const [, used] = await library.batch([
    auditIf(
      library,
      { by: id, role: 'admin', device: null, from, at: now },
      line,
      sql`from ${invitations} where ${unused}`,
    ),
    library.update(invitations).set({ usedAt: now }).where(unused),
  ])
  return used.meta.changes === 1
}
