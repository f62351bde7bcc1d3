import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyIn, type ServerProcess, serving } from './server-process.ts'

const KILLS = 20
const TILLS = 8
/** Answers a round collects before the plug is pulled: another number each time, so that it hits another moment. */
const ANSWERS_PER_ROUND = Array.from({ length: KILLS }, (_, round) => 10 + ((round * 37) % 31))

/** A request under its key, and its answer once there was one. */
interface Sent {
  readonly path: string
  readonly body: unknown
  readonly key: string
  answer: { readonly status: number; readonly body: string } | null
}

/** A voucher, and the redemptions several tills tried of it at once. */
interface Story {
  readonly issue: Sent
  readonly redemptions: Sent[]
}

let folder: string
let key: string
let server: ServerProcess | null = null

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vale-kill-'))
  key = await keyIn(folder)
})

afterAll(async () => {
  await server?.kill()
  await rm(folder, { recursive: true, force: true })
})

describe(`A server whose plug is pulled ${KILLS} times under load`, () => {
  it('has every redemption it acknowledged, once, and tells about the others when asked again', async () => {
    const stories: Story[] = []
    for (const enough of ANSWERS_PER_ROUND) {
      server = await serving(folder)
      await loadUntil(enough, server, stories)
      server = null
    }
    server = await serving(folder)
    const all = stories.flatMap(({ issue, redemptions }) => [issue, ...redemptions])
    expect(all.filter(({ answer }) => answer !== null).length).toBeGreaterThanOrEqual(sum(ANSWERS_PER_ROUND))
    // The plug was pulled under load: in every round some answer was still under way.
    expect(all.filter(({ answer }) => answer === null).length).toBeGreaterThanOrEqual(KILLS)
    const { url } = server
    await inTurn(stories, async (story) => expect(await settled(story, url)).toEqual([]))
  })
})

/** Tills issue and redeem until so many answers have come; then the server is killed, whatever is under way. */
async function loadUntil(enough: number, running: ServerProcess, stories: Story[]): Promise<void> {
  let answers = 0
  let dead: Promise<void> | null = null
  const send = async (sent: Sent) => {
    if (dead !== null) return
    sent.answer = await answerTo(running.url, sent)
    if (sent.answer !== null) answers += 1
    if (answers >= enough) dead ??= running.kill()
  }
  const till = async () => {
    while (dead === null) await tell(stories, send)
  }
  await Promise.all(Array.from({ length: TILLS }, till))
  await dead
}

/** Issues a voucher and has it redeemed from three tills at once, one of which sends twice. */
async function tell(stories: Story[], send: (sent: Sent) => Promise<void>): Promise<void> {
  const story: Story = { issue: request('/vouchers', COFFEE), redemptions: [] }
  stories.push(story)
  await send(story.issue)
  const code = codeOf(story.issue)
  if (code === null) return
  const one = redemptionOf(code)
  const tries = [one, { ...one }, redemptionOf(code)]
  story.redemptions.push(...tries)
  await Promise.all(tries.map(send))
}

/** Sends whatever was never answered again, and says everything that is wrong with the story then. */
async function settled({ issue, redemptions }: Story, url: string): Promise<string[]> {
  const known = redemptions.filter(({ answer }) => answer !== null)
  issue.answer ??= await answerTo(url, issue)
  const code = codeOf(issue)
  if (code === null) return [`the issue ${issue.key} cannot be settled`]
  const tries = redemptions.length > 0 ? redemptions : [redemptionOf(code)]
  for (const sent of tries) sent.answer ??= await answerTo(url, sent)
  const told = tries.flatMap(({ answer }) => (answer?.status === 201 ? [answer.body] : []))
  const [winner = '{}'] = told
  const recorded = await redemptionsOf(code, url)
  const repeats = await Promise.all(known.map((sent) => answerTo(url, sent)))
  return [
    ...(recorded.length === 1 ? [] : [`${code} has ${recorded.length} redemptions on record`]),
    ...(recorded[0] === (JSON.parse(winner) as { id?: string }).id ? [] : [`${code}: told ${winner}`]),
    ...told.filter((body) => body !== winner).map((body) => `${code}: told ${winner}, and also ${body}`),
    ...known.flatMap(({ answer }, n) =>
      isSame(answer, repeats[n]) ? [] : [`${code}: told ${answer?.body}, later ${repeats[n]?.body}`],
    ),
  ]
}

/** A refusal said again may tell the time since in other words. */
function isSame(then: Sent['answer'], now: Sent['answer'] | undefined): boolean {
  return then?.status === now?.status && (then?.status !== 201 || then.body === now?.body)
}

async function redemptionsOf(code: string, url: string): Promise<string[]> {
  const response = await fetch(`${url}/api/v1/vouchers/${code}/ledger`, { headers: headers() })
  const { data } = (await response.json()) as { data: { outcome: string; redemption_id?: string }[] }
  return data.flatMap(({ outcome, redemption_id }) => (outcome === 'accepted' ? (redemption_id ?? []) : []))
}

const COFFEE = {
  title: 'Sorry your order arrived cold',
  benefit: { kind: 'item', item: 'Coffee' },
  validity: { kind: 'days', count: 30 },
}

/** The answer, or null when there was none: the connection broke, or an outage was admitted. */
async function answerTo(url: string, { path, body, key: idempotencyKey }: Sent): Promise<Sent['answer']> {
  try {
    const response = await fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { ...headers(), 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    return response.status === 503 ? null : { status: response.status, body: text }
  } catch {
    return null
  }
}

function request(path: string, body: unknown): Sent {
  return { path, body, key: crypto.randomUUID(), answer: null }
}

function redemptionOf(code: string): Sent {
  return request(`/vouchers/${code}/redemptions`, {})
}

function codeOf({ answer }: Sent): string | null {
  return answer?.status === 201 ? (JSON.parse(answer.body) as { code: string }).code : null
}

function headers() {
  return { authorization: `Bearer ${key}` }
}

/** A few at a time: a thousand connections at once are no part of the question. */
async function inTurn<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values()
  const worker = async () => {
    for (const item of waiting) await act(item)
  }
  await Promise.all(Array.from({ length: TILLS }, worker))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
