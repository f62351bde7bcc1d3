import type { Context } from 'hono'
import type { Answered } from '../durable-objects/directory-object.ts'
import type { Directory } from '../src/directory.ts'
import type { DirectoryChange } from '../src/directory-change.ts'
import { actorOf } from './actor.ts'
import type { Sending } from './command-id.ts'
import { keep } from './directory-cache.ts'
import type { AppEnv } from './env.ts'
import { directoryStub } from './stubs.ts'

/** Makes a change of the directory in its object; this isolate knows what came of it at once, others within a minute. */
export async function changeDirectory(
  c: Context<AppEnv>,
  change: DirectoryChange,
  command?: Sending,
): Promise<Answered> {
  const sender = { actor: actorOf(c), ...(command && { command }) }
  const answered: Answered = await directoryStub(c.env).change(change, sender)
  c.set('directory', keep(answered.directory, c.get('now')))
  return answered
}

/** The directory as its object has it now: whoever is about to change it must see its last versions. */
export async function latestDirectory(c: Context<AppEnv>): Promise<Directory> {
  const directory = keep(await directoryStub(c.env).read(), c.get('now'))
  c.set('directory', directory)
  return directory
}
