import type { Keep } from '../../views/browser/counter/pending.ts'

/** A browser's store, as far as the counter uses it. */
export function aStore(): Keep {
  const kept = new Map<string, string>([['other', '1']])
  return {
    get length() {
      return kept.size
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => void kept.set(name, text),
    removeItem: (name) => void kept.delete(name),
  }
}
