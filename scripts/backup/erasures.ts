import { readFile, writeFile } from 'node:fs/promises'
import { CannotStart } from '../local/cannot-start.ts'
import type { Erasures } from './world.ts'

/** Where the list of a backup lies. */
export function erasuresBeside(file: string): string {
  return `${file}.erasures`
}

/** Writes the list: a line for each person, the ids of their records. */
export async function writeErasures(list: string, people: Erasures): Promise<void> {
  await writeFile(list, people.map((ids) => `${ids.join(' ')}\n`).join(''))
}

/** Reads a list. @throws CannotStart for a file that is none, before anything is restored */
export async function readErasures(list: string): Promise<Erasures> {
  const text = await readFile(list, 'utf8').catch(() => null)
  if (text === null) throw new CannotStart(`There is no list of erasures in ${list}. Nothing was restored.`)
  const people = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' '))
  if (!people.every((ids) => ids.every((id) => /^cus_[0-9a-z_]{1,40}$/.test(id))))
    throw new CannotStart(`${list} is no list of erasures. Nothing was restored.`)
  return people
}
