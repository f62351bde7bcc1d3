import { and, asc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { people, peopleTerms as terms } from '../../migrations/schema/people.ts'
import type { StoreId } from '../../src/id.ts'
import { prefixRange, searchTerms } from '../../src/search-terms.ts'
import type { Kind, Standing } from '../../src/staffing.ts'

/** Somebody at work as D1 lists them. */
export type PersonRow = typeof people.$inferSelect

/** What a list of people is asked for; null means any, and of standings any but archived. */
export interface PeopleQuery {
  readonly kind: Kind
  readonly state: Standing | null
  /** Only who works in one of these; empty means the whole brand. */
  readonly stores: readonly StoreId[]
  readonly text: string
  readonly cursor: string | null
  readonly limit: number
}

/** A page of people by name, and where the next begins. */
export interface PeoplePage {
  readonly rows: readonly PersonRow[]
  readonly next: string | null
}

/** So many people who share the rarest word are looked at for everything else. */
const CANDIDATES_MOST = 1000

/** People by name. Every way there is led by an index: the name, the standing, the shop, or a word. */
export async function listPeople(db: D1Database, query: PeopleQuery): Promise<PeoplePage> {
  const words = searchTerms(query.text)
  if (words.length > 0) return page(await named(db, query, words), query.limit)
  if (query.stores.length > 0) return page(await working(db, query), query.limit)
  return page(await everybody(db, query), query.limit)
}

/** A cursor of these lists: the name and id of the last row shown; null for a text that is none. */
export function readNameCursor(text: string): { readonly folded: string; readonly id: string } | null {
  const [id, ...name] = Buffer.from(text, 'base64url').toString('utf8').split(' ')
  return id !== undefined && /^(usr|dev|key)_[0-9a-z_]{1,40}$/.test(id)
    ? { folded: name.join(' '), id }
    : null
}

function everybody(db: D1Database, query: PeopleQuery): Promise<PersonRow[]> {
  const { kind, state, limit } = query
  const lead = state === null ? eq(people.archived, false) : eq(people.state, state)
  return drizzle(db)
    .select()
    .from(people)
    .where(and(eq(people.kind, kind), lead, after(query, people.folded, people.id)))
    .orderBy(asc(people.folded), asc(people.id))
    .limit(limit + 1)
}

/** A walk for each shop, each in order; whoever works in two is found twice and shown once. */
async function working(db: D1Database, query: PeopleQuery): Promise<readonly PersonRow[]> {
  const walks = query.stores.map((store) =>
    drizzle(db)
      .select({ person: people })
      .from(terms)
      .innerJoin(people, eq(people.id, terms.personId))
      .where(
        and(
          eq(terms.term, `@${store}`),
          eq(terms.kind, query.kind),
          after(query, terms.folded, terms.personId),
          standing(query),
        ),
      )
      .orderBy(asc(terms.folded), asc(terms.personId))
      .limit(query.limit + 1),
  )
  const found = await Promise.all(walks)
  return distinct(found.flat().map(({ person }) => person))
}

/** Who has all the words, among a thousand who have the rarest: a brand with more people of one name asks for two. */
async function named(
  db: D1Database,
  query: PeopleQuery,
  words: readonly string[],
): Promise<readonly PersonRow[]> {
  const lead = drizzle(db)
    .select({ id: terms.personId })
    .from(terms)
    .where(begins(await rarest(db, words)))
    .limit(CANDIDATES_MOST)
    .as('lead')
  const found = await drizzle(db)
    .select({ person: people })
    .from(lead)
    .innerJoin(people, eq(people.id, lead.id))
    .limit(CANDIDATES_MOST)
  return distinct(found.map(({ person }) => person)).filter((person) => isAskedFor(person, query, words))
}

function isAskedFor(person: PersonRow, query: PeopleQuery, words: readonly string[]): boolean {
  const { kind, state, stores, cursor } = query
  const past = cursor === null ? null : readNameCursor(cursor)
  return (
    person.kind === kind &&
    (state === null ? !person.archived : person.state === state) &&
    (stores.length === 0 || stores.some((store) => person.stores.includes(store))) &&
    (past === null || inOrder(person, past) > 0) &&
    words.every((word) => searchTerms(person.name).some((term) => term.startsWith(word)))
  )
}

/** Of several words the one that fewest have: of Ana Magalhães there are few, of Ana many. */
async function rarest(db: D1Database, words: readonly string[]): Promise<string> {
  const library = drizzle(db)
  const counted = words.map(async (word) => {
    const some = library.select({ term: terms.term }).from(terms).where(begins(word)).limit(CANDIDATES_MOST)
    return { word, times: words.length === 1 ? 0 : await library.$count(some) }
  })
  const counts = await Promise.all(counted)
  return counts.toSorted((a, b) => a.times - b.times)[0]?.word ?? ''
}

function begins(word: string) {
  const { from, to } = prefixRange(word)
  return and(gte(terms.term, from), lt(terms.term, to))
}

// The plus keeps the indexes of people out: the terms lead, and in the order of the list.
function standing({ state }: PeopleQuery): SQL {
  return state === null ? sql`+${people.archived} = 0` : sql`+${people.state} = ${state}`
}

function after(
  { cursor }: PeopleQuery,
  name: typeof people.folded | typeof terms.folded,
  id: typeof people.id | typeof terms.personId,
) {
  const past = cursor === null ? null : readNameCursor(cursor)
  return past === null ? undefined : sql`(${name}, ${id}) > (${past.folded}, ${past.id})`
}

function distinct(rows: readonly PersonRow[]): readonly PersonRow[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()].toSorted(inOrder)
}

/** As SQLite compares texts: by their bytes. */
function inOrder(a: { folded: string; id: string }, b: { folded: string; id: string }): number {
  return (
    Buffer.compare(Buffer.from(a.folded), Buffer.from(b.folded)) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  )
}

function page(rows: readonly PersonRow[], limit: number): PeoplePage {
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const next = last === undefined ? null : Buffer.from(`${last.id} ${last.folded}`).toString('base64url')
  return { rows: rows.slice(0, limit), next }
}
