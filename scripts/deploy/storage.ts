import { CannotStart } from '../local/cannot-start.ts'
import { complaintOf, must, plain, type Steps } from './steps.ts'
import type { Jurisdiction } from './wish.ts'

/** Where something is to be. */
export interface Place {
  readonly account: string
  readonly jurisdiction: Jurisdiction
}

/** Cloudflare's number for an account on which R2 was never switched on. */
const R2_IS_OFF = '[code: 10042]'

/** The bucket for pictures: the one that is there, or a new one. */
export async function bucketOf(steps: Steps, name: string, { account, jurisdiction }: Place): Promise<void> {
  const within = jurisdiction === '' ? [] : ['--jurisdiction', jurisdiction]
  const listed = await steps.wrangler(['r2', 'bucket', 'list', ...within], { account })
  if (listed.code !== 0) {
    throw new CannotStart(
      complaintOf(listed).includes(R2_IS_OFF)
        ? 'R2 is not switched on in this account: switch it on at https://dash.cloudflare.com under R2 (it asks for a payment method; small brands stay within what is free) and run npm run deploy again.'
        : `The buckets of this account cannot be listed. Wrangler says: ${complaintOf(listed)}`,
    )
  }
  if (bucketsIn(listed.stdout).includes(name)) return steps.say(`Pictures: the bucket ${name} is there.`)
  await must(steps, `The bucket ${name} was not made.`, ['r2', 'bucket', 'create', name, ...within], {
    account,
  })
  steps.say(`Pictures: made the bucket ${name}.`)
}

/** Wrangler lists buckets as `name:           vale-images` over `creation_date:  …`. */
function bucketsIn(text: string): readonly string[] {
  return [...plain(text).matchAll(/^name:\s+(\S+)$/gm)].map(([, name]) => name ?? '')
}

/** The id of the database of that name, or null. */
export async function databaseNamed(steps: Steps, name: string, account: string): Promise<string | null> {
  const said = 'The databases of this account cannot be listed.'
  const listed = await must(steps, said, ['d1', 'list', '--json'], { account })
  const all = JSON.parse(listed) as readonly { readonly uuid: string; readonly name: string }[]
  return all.find((one) => one.name === name)?.uuid ?? null
}

/** Makes the database and gives its id, as the list of databases then says it. */
export async function newDatabase(
  steps: Steps,
  name: string,
  { account, jurisdiction }: Place,
): Promise<string> {
  const within = jurisdiction === '' ? [] : ['--jurisdiction', jurisdiction]
  await must(steps, `The database ${name} was not made.`, ['d1', 'create', name, ...within], { account })
  const id = await databaseNamed(steps, name, account)
  if (id === null)
    throw new CannotStart(`The database ${name} was made but is not listed yet; run npm run deploy again.`)
  steps.say(`Lists: made the database ${name}.`)
  return id
}
