import { defineConfig } from 'drizzle-kit'

// The generated .sql adds WITHOUT ROWID by hand to tables that are only read by their key (entries, *_terms): one row
// written instead of two.
export default defineConfig({ dialect: 'sqlite', schema: './migrations/schema/*.ts', out: './migrations' })
