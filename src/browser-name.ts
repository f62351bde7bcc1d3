/** First match wins: many browsers also claim to be the ones before them. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\b|\bEdg(iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'Mac'],
  [/\bCrOS\b/, 'Chromebook'],
  [/\bLinux\b/, 'Linux'],
]

/** What kind of browser a User-Agent header claims to be, as people say it: "Chrome, Android"; '' for none we know. */
export function browserName(userAgent: string): string {
  const found = [BROWSERS, SYSTEMS].map((kinds) => kinds.find(([claim]) => claim.test(userAgent))?.[1])
  return found.filter((name) => name !== undefined).join(', ')
}
