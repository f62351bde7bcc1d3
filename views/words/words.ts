import type { en } from './en.ts'

/** Every sentence people read, by area. English is the shape: another language has the same keys and parameters. */
export type Words = typeof en
