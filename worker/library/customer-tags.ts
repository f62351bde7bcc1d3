import { listRows } from './lists.ts'

/** The tags of the brand's list that customers can be given; none where it keeps no list. */
export async function tagsOffered(db: D1Database): Promise<readonly string[]> {
  return (await listRows(db, 'tags')).filter(({ state }) => state === 'active').map(({ name }) => name)
}

/** Of some tags those a customer cannot be given: once the brand keeps a list, only what is in it and not archived. */
export async function tagsNotOffered(db: D1Database, tags: readonly string[]): Promise<readonly string[]> {
  if (tags.length === 0) return []
  const rows = await listRows(db, 'tags')
  const offered = rows.filter(({ state }) => state === 'active').map(({ name }) => name)
  return rows.length === 0 ? [] : tags.filter((tag) => !offered.includes(tag))
}
