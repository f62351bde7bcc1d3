import { type Context, Hono } from 'hono'
import type { Campaign } from '../../src/campaign.ts'
import { idSymbols } from '../../src/id.ts'
import { actorOf } from '../actor.ts'
import { allow } from '../allow.ts'
import { jsonBody } from '../body.ts'
import { type BudgetObjection, budgetIn, budgetObjection, budgetUsed } from '../campaign-budget.ts'
import { idempotencyKey, sending } from '../command-id.ts'
import type { AppEnv, Env } from '../env.ts'
import { addRow, changeRow, contentOf, type ListRow, listRow, listRows } from '../library/lists.ts'
import { ID_PREFIX, isContent, readContent } from '../list-content.ts'
import { strangeVouchers } from '../plan-offers.ts'
import { fieldProblem, problem, requestProblem } from '../problem.ts'
import { randomId } from '../secrets.ts'
import { surroundingsOf } from '../surroundings.ts'
import { etagOf, versionConflict, versionMeant } from '../version.ts'
import { type ApiList, CHANGES, CREATIONS } from './list-calls.ts'

/** /api/v1/plans, /categories and /campaigns: lists of the settings, whole, in the brand's order. */
export function listApi(list: ApiList): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post('/', allow('settings:write'), (c) => add(c, list))
    .get('/', allow('settings:read'), async (c) => {
      const rows = await listRows(c.env.DB, list)
      const data = await Promise.all(rows.map((row) => rowJson(c, list, row)))
      return c.json({ data, has_more: false, next_cursor: null })
    })
    .get('/:id', allow('settings:read'), async (c) => {
      const row = await listRow(c.env.DB, list, c.req.param('id'))
      return row === null ? requestProblem(c, 'not_found') : answer(c, list, row, 200)
    })
    .patch('/:id', allow('settings:write'), (c) => change(c, list, c.req.param('id')))
}

async function add(c: Context<AppEnv>, list: ApiList): Promise<Response> {
  const key = idempotencyKey(c)
  if (key instanceof Response) return key
  const request = await jsonBody(c, CREATIONS[list])
  if (request instanceof Response) return request
  const content = readContent(list, request)
  if (!isContent(content)) return fieldProblem(c, content)
  const strange = await strangeVouchers(surroundingsOf(c), content, null)
  if (strange.length > 0) return fieldProblem(c, strange)
  const { id: command, digest } = sending(c, key, [list, content])
  const id = `${ID_PREFIX[list]}_${idSymbols(randomId())}`
  const act = { ...actorOf(c), at: c.get('now') }
  const addition = await addRow(c.env.DB, list, { id, command, digest, content }, act)
  switch (addition.kind) {
    case 'created':
      return answer(c, list, addition.row, 201)
    case 'replayed':
      c.header('Idempotent-Replayed', 'true')
      return answer(c, list, addition.row, 201)
    case 'key_reused':
      return problem(c, { reason: 'idempotency_key_reused' })
    case 'name_taken':
    case 'list_full':
      return requestProblem(c, addition.kind)
  }
}

async function change(c: Context<AppEnv>, list: ApiList, id: string): Promise<Response> {
  const version = versionMeant(c)
  if (version instanceof Response) return version
  const request = await jsonBody(c, CHANGES[list])
  if (request instanceof Response) return request
  const row = await listRow(c.env.DB, list, id)
  if (row === null) return requestProblem(c, 'not_found')
  if (row.version !== version) return versionConflict(c, row.version, await rowJson(c, list, row))
  const { state = row.state, ...changed } = request
  const content = readContent(list, { ...contentOf(row), ...changed })
  if (!isContent(content)) return fieldProblem(c, content)
  const objection = await budgetObjection(c.env, row, content, c.get('now'))
  if (objection !== null) return objected(c, objection)
  const strange = await strangeVouchers(surroundingsOf(c), content, contentOf(row))
  if (strange.length > 0) return fieldProblem(c, strange)
  const act = { ...actorOf(c), at: c.get('now') }
  const alteration = await changeRow(c.env.DB, list, { id, version, content, state }, act)
  switch (alteration.kind) {
    case 'changed':
      return answer(c, list, alteration.row, 200)
    case 'stale':
      return versionConflict(c, alteration.row.version, await rowJson(c, list, alteration.row))
    case 'name_taken':
      return requestProblem(c, 'name_taken')
    case 'absent':
      return requestProblem(c, 'not_found')
  }
}

function objected(c: Context<AppEnv>, objection: BudgetObjection): Response {
  switch (objection.kind) {
    case 'below_used':
      return requestProblem(c, 'limit_below_used', { limit: 'budget', used: objection.used })
    case 'unbudgeted':
      return fieldProblem(c, [{ pointer: '/budget', detail: withoutMost(objection.offers) }])
  }
}

function withoutMost(offers: readonly string[]): string {
  return `must wait until these offers name a max_amount in its currency: ${offers.join(', ')}`
}

async function answer(c: Context<AppEnv>, list: ApiList, row: ListRow, status: 200 | 201): Promise<Response> {
  c.header('ETag', etagOf(row.version))
  return c.json(await rowJson(c, list, row), status)
}

async function rowJson({ env }: Context<AppEnv>, list: ApiList, row: ListRow) {
  const { id, state, version } = row
  const content = contentOf(row)
  const counted = list === 'campaigns' ? { budget_left: await budgetLeft(env, id, budgetIn(content)) } : {}
  return { id, ...content, ...counted, state, version }
}

async function budgetLeft(env: Env, campaign: string, budget: Campaign['budget']) {
  if (budget === null) return null
  return { ...budget, amount: Math.max(0, budget.amount - (await budgetUsed(env, campaign))) }
}
