import { CannotStart } from '../local/cannot-start.ts'
import type { Steps } from './steps.ts'
import { answer } from './wish.ts'

/** What `wrangler whoami --json` says, as far as it is read. */
interface Whoami {
  readonly loggedIn: boolean
  readonly accounts?: readonly { readonly id: string; readonly name: string }[]
}

/** The account to deploy to: the one that was said, the only one, or the one chosen. */
export async function accountOf(steps: Steps, wanted: string | undefined): Promise<string> {
  const { stdout } = await steps.wrangler(['whoami', '--json'])
  const who = readWhoami(stdout)
  if (!who?.loggedIn) {
    throw new CannotStart(
      'You are not logged in to Cloudflare: run npx wrangler login, or set CLOUDFLARE_API_TOKEN, and then npm run deploy again.',
    )
  }
  const accounts = who.accounts ?? []
  const [only] = accounts
  if (only === undefined) throw new CannotStart('This login reaches no Cloudflare account.')
  const named = (text: string) => accounts.find(({ id, name }) => id === text || name === text)?.id ?? null
  if (accounts.length === 1 && wanted === undefined) {
    steps.say(`Cloudflare account: ${only.name}.`)
    return only.id
  }
  const names = accounts.map(({ name, id }) => `${name} (${id})`).join(', ')
  return answer(steps, wanted, {
    text: `Which Cloudflare account: ${names}?`,
    flag: '--account',
    read: named,
  })
}

function readWhoami(text: string): Whoami | null {
  try {
    return JSON.parse(text) as Whoami
  } catch {
    return null
  }
}
