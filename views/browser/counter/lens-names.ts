/** Words for lenses whose own names say little. */
export interface LensWords {
  readonly back: string
  readonly front: string
  readonly plain: string
}

/** What people call each lens: its own name, or what that tells; names that are the same are numbered. */
export function lensNames(labels: readonly string[], words: LensWords): readonly string[] {
  const names = labels.map((label) => nameOf(label, words))
  return names.map((name, index) => {
    if (names.indexOf(name) === names.lastIndexOf(name)) return name
    const before = names.slice(0, index).filter((other) => other === name).length
    return `${name} ${before + 1}`
  })
}

function nameOf(label: string, words: LensWords): string {
  // Android says "camera2 0, facing back".
  if (/facing back/i.test(label)) return words.back
  if (/facing front/i.test(label)) return words.front
  // Windows and Linux add the maker's number: "HD Webcam (046d:0825)".
  const plain = label.replace(/\s*\([0-9a-f]{4}:[0-9a-f]{4}\)\s*$/i, '').trim()
  return plain === '' ? words.plain : plain
}
