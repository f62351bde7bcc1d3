/** The way back to the scanner, in the same shop. */
export function scanHref(storeId: string | null): string {
  return storeId === null ? '/scan' : `/scan?store=${encodeURIComponent(storeId)}`
}
