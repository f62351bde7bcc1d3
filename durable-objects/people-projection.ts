import type { Act, PrincipalRecord } from '../src/principal.ts'
import { fold, searchTerms } from '../src/search-terms.ts'
import { kindOf, standingOf } from '../src/staffing.ts'

/**
 * Brings the list of people up to a principal's record, and writes the audits of what happened to them, in one atomic
 * batch; gives the change projected. Idempotent and safe out of order: the row moves only forward along `seq`, and an
 * act is written once, being the only one of its subject at its instant.
 */
export async function projectPerson(db: D1Database, record: PrincipalRecord): Promise<number> {
  const { id } = record.principal
  const known = await db
    .prepare('SELECT seq, version FROM people WHERE id = ?')
    .bind(id)
    .first<{ seq: number; version: number }>()
  // Terms follow from what an editor changes; being seen every hour leaves them alone.
  const terms = known === null || known.version !== record.version ? termRows(db, record) : []
  await db.batch([...audits(db, id, record.acts), ...terms, row(db, record)])
  return record.seq
}

function row(db: D1Database, record: PrincipalRecord): D1PreparedStatement {
  const { principal, contact } = record
  return db
    .prepare(
      `INSERT INTO people (id, kind, role, name, folded, stores, partner, email, phone, state, archived, invited_at, joined_at,
         last_seen_at, version, seq)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
       ON CONFLICT (id) DO UPDATE SET role = ?3, name = ?4, folded = ?5, stores = ?6, partner = ?7, email = ?8, phone = ?9,
         state = ?10, archived = ?11, invited_at = ?12, joined_at = ?13, last_seen_at = ?14, version = ?15, seq = ?16
       WHERE seq < ?16`,
    )
    .bind(
      principal.id,
      kindOf(principal),
      principal.role,
      principal.name,
      fold(principal.name),
      JSON.stringify(principal.stores),
      principal.partner,
      contact.email,
      contact.phone,
      standingOf(record),
      standingOf(record) === 'archived' ? 1 : 0,
      record.invitedAt,
      record.joinedAt,
      record.lastSeenAt,
      record.version,
      record.seq,
    )
}

/** Words of the name and a mark for every shop, replaced as a whole unless D1 is further on already. */
function termRows(db: D1Database, { principal, seq }: PrincipalRecord): D1PreparedStatement[] {
  const { id, name, stores } = principal
  const terms = [...searchTerms(name), ...stores.map((store) => `@${store}`)]
  const notBehind = 'NOT EXISTS (SELECT 1 FROM people WHERE id = ?1 AND seq > ?2)'
  return [
    db.prepare(`DELETE FROM people_terms WHERE person_id = ?1 AND ${notBehind}`).bind(id, seq),
    db
      .prepare(
        `INSERT INTO people_terms (term, kind, folded, person_id) SELECT value, ?4, ?5, ?1 FROM json_each(?3)
         WHERE ${notBehind} ON CONFLICT DO NOTHING`,
      )
      .bind(id, seq, JSON.stringify(terms), kindOf(principal), fold(name)),
  ]
}

function audits(db: D1Database, id: string, acts: readonly Act[]): D1PreparedStatement[] {
  if (acts.length === 0) return []
  return [
    db
      .prepare(
        `INSERT INTO audits (at, by, action, subject, role, device, came_from, before, after)
         SELECT value ->> 'at', value ->> 'by', value ->> 'action', ?1, value ->> 'role', value ->> 'device', value ->> 'from',
           value ->> 'before', value ->> 'after' FROM json_each(?2)
         WHERE NOT EXISTS (SELECT 1 FROM audits WHERE subject = ?1 AND at = value ->> 'at' AND action = value ->> 'action')`,
      )
      .bind(id, JSON.stringify(acts)),
  ]
}
