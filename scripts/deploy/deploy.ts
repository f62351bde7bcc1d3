import type { Unstable_RawConfig } from 'wrangler'
import { CannotStart } from '../local/cannot-start.ts'
import type { Keys } from '../local/keys.ts'
import { accountOf } from './account.ts'
import { CONFIG, type Deployment, keepDeployment, keptDeployment, namesOf } from './deployment.ts'
import type { FirstAdmin } from './first-admin.ts'
import { remoteDatabase } from './first-admin.ts'
import { secretsOf } from './secrets.ts'
import { must, type Steps } from './steps.ts'
import { bucketOf, databaseNamed, newDatabase } from './storage.ts'
import {
  answer,
  type Flags,
  type Jurisdiction,
  readHost,
  readJurisdiction,
  readWorld,
  readYes,
} from './wish.ts'

/** What a deploy starts from: the command line, wrangler.toml, keys kept from before, and who invites the first admin. */
export interface Beginning {
  readonly flags: Flags
  readonly committed: Unstable_RawConfig
  readonly keys: Keys | null
  readonly firstAdmin: FirstAdmin
}

/**
 * Deploys one world, first or again. Every step looks before it makes: a deploy that failed anywhere is run again and
 * makes nothing twice.
 */
export async function deploy(steps: Steps, { flags, committed, keys, firstAdmin }: Beginning): Promise<void> {
  const host = await hostOf(steps, flags)
  const world = await answer(steps, flags.world, {
    text: 'Which world, live or test? They share nothing.',
    flag: '--world live or --world test',
    read: readWorld,
  })
  const kept = keptDeployment(steps, world)
  await agreeToMove(steps, kept, host, flags)
  const account = await accountOf(steps, flags.account ?? kept?.account)
  if (kept !== null && kept.account !== account) {
    throw new CannotStart(`This world is in the account ${kept.account}; in another one it would be empty.`)
  }
  sayWhatIsNeeded(steps)
  const names = namesOf(committed, world)
  const found = await databaseNamed(steps, names.database, account)
  const jurisdiction = await jurisdictionOf(steps, flags, kept, found !== null)
  const place = { account, jurisdiction }
  const known: Deployment = { host, account, jurisdiction, database: found }
  keepDeployment(steps, world, known, committed)
  await bucketOf(steps, names.bucket, place)
  if (found !== null) steps.say(`Lists: the database ${names.database} is there.`)
  const database = found ?? (await newDatabase(steps, names.database, place))
  keepDeployment(steps, world, { ...known, database }, committed)
  await secretsOf(steps, names.worker, keys)
  await upload(steps, names.database, host)
  steps.say(`Vale is at https://${host} (${world} world).`)
  await welcome(steps, host, names.database, firstAdmin)
}

async function hostOf(steps: Steps, flags: Flags): Promise<string> {
  steps.say(
    'Passkeys and printed links belong to the host name for ever: people who joined under one name cannot sign in under another, and printed codes lead to the old one. Choose the final one.',
  )
  return answer(steps, flags.host, {
    text: 'Under which host name will people reach Vale (for example vouchers.example.com)?',
    flag: '--host NAME',
    read: readHost,
  })
}

/** Moving a world that people have joined loses them: it is never done by the way. */
async function agreeToMove(steps: Steps, kept: Deployment | null, host: string, flags: Flags): Promise<void> {
  if (kept === null || kept.host === host) return
  const moving = `This world is deployed at ${kept.host}. At ${host} nobody's passkey works any more and printed links go nowhere.`
  if (steps.ask === null || flags.yes)
    throw new CannotStart(`${moving} Deploy it there without --yes if that is meant.`)
  steps.say(moving)
  const agreed = await answer(steps, undefined, {
    text: 'Move it all the same (yes or no)?',
    flag: '',
    read: readYes,
  })
  if (!agreed) throw new CannotStart(`Nothing was changed; it stays at ${kept.host}.`)
}

/** Wrangler cannot see an account's plan, so both are said. */
function sayWhatIsNeeded(steps: Steps): void {
  steps.say(
    'Plan: the free plan is enough to begin; Workers Paid is needed beyond 100,000 requests a day, 500 MB of lists, when requests run over their 10 ms of CPU, or to bring in customers from a file, which asks more of the lists in one request than the free plan gives.',
  )
  steps.say(
    'Mail: no mail domain is needed; invitations and wallets are shared by hand, as links and QR codes. With one, customers also get codes and vouchers by email: see [[send_email]] in wrangler.toml.',
  )
}

async function jurisdictionOf(
  steps: Steps,
  flags: Flags,
  kept: Deployment | null,
  deployedBefore: boolean,
): Promise<Jurisdiction> {
  if (kept !== null) {
    const asked = flags.jurisdiction === undefined ? kept.jurisdiction : readJurisdiction(flags.jurisdiction)
    if (asked === kept.jurisdiction) return kept.jurisdiction
    throw new CannotStart(
      `This world keeps its data in ${kept.jurisdiction || 'no jurisdiction'}; in another it would be empty, so this cannot be changed.`,
    )
  }
  if (deployedBefore) {
    steps.say(
      'This world was deployed before, from another folder. Give the jurisdiction it was given then: under another one it would look empty.',
    )
  }
  return answer(steps, flags.jurisdiction ?? (flags.yes && !deployedBefore ? 'none' : undefined), {
    text: 'Must data stay in one jurisdiction: none, eu or fedramp? It cannot be changed later.',
    flag: '--jurisdiction none, eu or fedramp',
    read: readJurisdiction,
  })
}

async function upload(steps: Steps, database: string, host: string): Promise<void> {
  await steps.build()
  if (steps.ask === null)
    steps.say(`A DNS record that stands at ${host} is replaced, as nobody can be asked.`)
  const migrate = ['d1', 'migrations', 'apply', database, '--remote', '--config', CONFIG]
  await must(steps, 'The tables were not brought up to date.', migrate)
  await must(
    steps,
    'The Worker was not deployed. A host name of your own must be a domain (or below one) of this Cloudflare account.',
    ['deploy', '--config', CONFIG],
    { asks: true },
  )
}

async function welcome(steps: Steps, host: string, database: string, firstAdmin: FirstAdmin): Promise<void> {
  const link = await firstAdmin(remoteDatabase(steps, database), `https://${host}`)
  if (link !== null) steps.say(`The first admin joins here, once, within a week: ${link}`)
  else
    steps.say(
      `An admin has joined already; npm run invite -- admin https://${host} makes a link for another.`,
    )
}
