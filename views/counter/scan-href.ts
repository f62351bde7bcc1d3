/** The way back to the scanner, in the same shop; with a claim word it waits for a customer's card. */
export function scanHref(storeId: string | null, word = ''): string {
  const asked = new URLSearchParams({
    ...(storeId !== null && { store: storeId }),
    ...(word !== '' && { word }),
  })
  return asked.size === 0 ? '/scan' : `/scan?${asked}`
}
