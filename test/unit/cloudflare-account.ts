import type { Ran, Steps } from '../../scripts/deploy/steps.ts'

/** What a pretended account holds. */
export interface Account {
  loggedIn: boolean
  r2: boolean
  accounts: { readonly id: string; readonly name: string }[]
  buckets: string[]
  databases: { readonly uuid: string; readonly name: string }[]
  /** By Worker; a Worker without secrets that was never deployed is absent. */
  secrets: Record<string, Record<string, string>>
  deployed: string[]
}

/** A new account: nothing is in it. */
export function emptyAccount(): Account {
  return {
    loggedIn: true,
    r2: true,
    accounts: [{ id: '0b5e', name: 'Lume' }],
    buckets: [],
    databases: [],
    secrets: {},
    deployed: [],
  }
}

const ok = (stdout: string): Ran => ({ code: 0, stdout, stderr: '' })
/** An error as Wrangler 4 prints it, with its colours. */
const bad = (message: string, note = ''): Ran => ({
  code: 1,
  stdout: '',
  stderr: `\u001b[31m✘ \u001b[41;31m[\u001b[41;97mERROR\u001b[41;31m]\u001b[0m \u001b[1m${message}\u001b[0m\n\n  ${note}\n\n`,
})

/** Wrangler's commands on that account: what they print is copied from what version 4.155 prints. */
function wranglerOn(account: Account, files: ReadonlyMap<string, string>) {
  const config = () => JSON.parse(files.get('wrangler.deploy.json') ?? '{}') as { readonly name: string }
  return (args: readonly string[], input = ''): Ran => {
    const [one, two, three, four] = args
    switch (`${one} ${two}`) {
      case 'whoami --json':
        return account.loggedIn
          ? ok(
              `${JSON.stringify({ loggedIn: true, authType: 'API Token', email: 'ana@lume.example', accounts: account.accounts }, null, 2)}\n`,
            )
          : { code: 1, stdout: '\n{"loggedIn":false}\n', stderr: '' }
      case 'r2 bucket':
        if (!account.r2) {
          return bad(
            'A request to the Cloudflare API (/accounts/0b5e/r2/buckets) failed.',
            'Please enable R2 through the Cloudflare Dashboard. [code: 10042]',
          )
        }
        return three === 'list' ? listBuckets(account) : createBucket(account, four ?? '')
      case 'd1 list':
        return ok(
          `${JSON.stringify(
            account.databases.map((one) => ({ ...one, version: 'production' })),
            null,
            2,
          )}\n`,
        )
      case 'd1 create':
        if (account.databases.some(({ name }) => name === three)) {
          return bad(
            `A request to the Cloudflare API (/accounts/0b5e/d1/database) failed.`,
            `A database with the name ${three} already exists. [code: 7502]`,
          )
        }
        account.databases.push({ uuid: `d1-${account.databases.length + 1}`, name: three ?? '' })
        return ok(`✅ Successfully created DB '${three}' in region WEUR\nCreated your new D1 database.\n`)
      case 'd1 migrations':
        return ok('✅ No migrations to apply!\n')
      case 'd1 execute':
        return ok(`${JSON.stringify([{ results: [], success: true, meta: { changes: 1 } }], null, 2)}\n`)
      case 'secret list':
        return listSecrets(account, config().name)
      case 'secret bulk':
        account.secrets[config().name] = JSON.parse(input) as Record<string, string>
        return ok(
          `🌀 Processing the secrets for the Worker "${config().name}"\n\nFinished processing secrets file:\n✨ 2 secrets successfully created\n`,
        )
      case 'deploy --config':
        account.deployed.push(files.get('wrangler.deploy.json') ?? '')
        return ok(
          `Uploaded ${config().name} (3.02 sec)\nDeployed ${config().name} triggers (1.20 sec)\nCurrent Version ID: 8a0f\n`,
        )
      default:
        throw new Error(`no such command: ${args.join(' ')}`)
    }
  }
}

function listBuckets({ buckets }: Account): Ran {
  const shown = buckets.map(
    (name) =>
      `\u001b[37mname:\u001b[39m           \u001b[90m${name}\u001b[39m\n\u001b[37mcreation_date:\u001b[39m  \u001b[90m2026-11-25T18:00:00.000Z\u001b[39m`,
  )
  return ok(`Listing buckets...\n${shown.join('\n\n')}\n`)
}

function createBucket({ buckets }: Account, name: string): Ran {
  if (buckets.includes(name))
    return bad(
      'A request to the Cloudflare API failed.',
      'The bucket you tried to create already exists, and you own it. [code: 10004]',
    )
  buckets.push(name)
  return ok(
    `Creating bucket '${name}'...\n✅ Created bucket '${name}' with default storage class of Standard.\n`,
  )
}

function listSecrets({ secrets }: Account, worker: string): Ran {
  const set = secrets[worker]
  if (set === undefined) {
    return bad(
      `Worker "${worker}" not found.`,
      "If this is a new Worker, run `wrangler deploy` first to create it.\nOtherwise, check that the Worker name is correct and you're logged into the right account.",
    )
  }
  return ok(
    `${JSON.stringify(
      Object.keys(set).map((name) => ({ name, type: 'secret_text' })),
      null,
      '  ',
    )}\n`,
  )
}

/**
 * Whoever deploys: answers in turn, and everything that is said. The `failing`-th step fails: `before` it does anything, or
 * `after`, when only the answer is lost.
 */
export function deployer(
  account: Account,
  answers: readonly string[] | null,
  { files = new Map<string, string>(), failing = 0, when = 'before' as 'before' | 'after' } = {},
) {
  const said: string[] = []
  const ran: string[] = []
  const left = [...(answers ?? [])]
  const run = wranglerOn(account, files)
  let made = 0
  const steps: Steps = {
    wrangler: async (args, { input } = {}) => {
      ran.push(args.join(' '))
      if (ran.length !== failing) return run(args, input)
      if (when === 'after') run(args, input)
      return bad('fetch failed')
    },
    build: async () => {
      ran.push('(build)')
      if (ran.length === failing) throw new Error('does not build')
    },
    ask:
      answers === null
        ? null
        : async (question) => {
            said.push(question)
            const answer = left.shift()
            if (answer === undefined) throw new Error(`asked too much: ${question}`)
            return answer
          },
    say: (text) => said.push(text),
    read: (file) => files.get(file) ?? null,
    write: (file, text) => files.set(file, text),
    newKey: () => {
      made += 1
      return String(made).repeat(43)
    },
  }
  return { steps, said, ran, files }
}
