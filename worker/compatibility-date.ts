/** What wrangler.toml says; the runtime does not tell. A test holds the two together. */
export const COMPATIBILITY_DATE = '2026-10-23'
