/** The line under the picture: sentences come from the page, by name, as the script knows no words. */
export interface Said {
  word(key: string, values?: Readonly<Record<string, string>>): void
  problem(key: string): void
  /** A problem in the server's own words. */
  sentence(text: string): void
}

/** The line of that section. */
export function saidIn(section: HTMLElement, line: HTMLElement): Said {
  const tell = (text: string, bad: boolean) => {
    line.textContent = text
    if (bad) line.dataset.tone = 'bad'
    else delete line.dataset.tone
  }
  const words = (key: string) => section.dataset[key] ?? ''
  return {
    word: (key, values = {}) =>
      tell(
        words(key).replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ''),
        false,
      ),
    problem: (key) => tell(words(key), true),
    sentence: (text) => tell(text, true),
  }
}

const KILO = 1024

/** '184 KB', '3.4 MB'. */
export function sizeOf(bytes: number): string {
  const mega = bytes >= KILO * KILO
  return new Intl.NumberFormat(document.documentElement.lang, {
    style: 'unit',
    unit: mega ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: mega ? 1 : 0,
  }).format(mega ? bytes / KILO / KILO : Math.max(1, bytes / KILO))
}
