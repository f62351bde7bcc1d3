import { CannotStart } from '../local/cannot-start.ts'
import type { Keys } from '../local/keys.ts'
import { CONFIG } from './deployment.ts'
import { complaintOf, must, type Steps } from './steps.ts'

const NAMES = ['CODE_KEY', 'SEAL_KEY'] as const

/**
 * The two keys of the world: those that are there stay, for ever. Where there are none, those given are set, or new ones
 * are made, shown, and set only after whoever deploys has kept them: a key that nobody kept must not be in use.
 */
export async function secretsOf(steps: Steps, worker: string, given: Keys | null): Promise<void> {
  const present = await namesSet(steps, worker)
  if (present.length === NAMES.length)
    return steps.say('Keys: CODE_KEY and SEAL_KEY are set and stay as they are.')
  const [only] = present
  if (only !== undefined) {
    const missing = NAMES.find((name) => name !== only)
    throw new CannotStart(
      `Only ${only} is set. Set ${missing} to the value you kept: npx wrangler secret put ${missing} --config ${CONFIG}`,
    )
  }
  const keys = given ?? (await newKeys(steps))
  const said =
    'It is not known whether the keys were set. Keep those shown: they are in use unless the next deploy shows others.'
  await must(steps, said, ['secret', 'bulk', '--config', CONFIG], { input: JSON.stringify(keys) })
  steps.say('Keys: CODE_KEY and SEAL_KEY are set.')
}

async function newKeys(steps: Steps): Promise<Keys> {
  if (steps.ask === null) {
    throw new CannotStart(
      'The keys of a new world are shown once, to be kept: deploy it the first time without --yes, or set CODE_KEY and SEAL_KEY.',
    )
  }
  const keys: Keys = { CODE_KEY: steps.newKey(), SEAL_KEY: steps.newKey() }
  steps.say(
    'These are the two keys of this world. They are shown this once. Keep them where your passwords are: without them no backup can be restored.',
  )
  for (const name of NAMES) steps.say(`  ${name}=${keys[name]}`)
  while (!/^kept$/i.test((await steps.ask('Type "kept" when you have kept them: ')).trim()));
  return keys
}

/** Which of the two are set; none for a Worker that is not there yet. */
async function namesSet(steps: Steps, worker: string): Promise<readonly string[]> {
  const listed = await steps.wrangler(['secret', 'list', '--config', CONFIG])
  if (listed.code === 0) {
    const names = (JSON.parse(listed.stdout) as readonly { readonly name: string }[]).map(({ name }) => name)
    return NAMES.filter((name) => names.includes(name))
  }
  if (complaintOf(listed).includes(`Worker "${worker}" not found`)) return []
  throw new CannotStart(`The secrets of ${worker} cannot be listed. Wrangler says: ${complaintOf(listed)}`)
}
