/** Filters of a list as they stand in the URL; '' does not narrow. */
type FilterValues = Readonly<Record<string, string>>

/** How many of these filters narrow the list. */
export function filtersSet(filters: FilterValues): number {
  return Object.values(filters).filter((value) => value !== '').length
}

/** The address of a list with these filters, and further parameters if any. */
export function listHref(path: string, filters: FilterValues, further: FilterValues = {}): string {
  const set = Object.entries({ ...filters, ...further }).filter(([, value]) => value !== '')
  const query = new URLSearchParams(set).toString()
  return query === '' ? path : `${path}?${query}`
}
