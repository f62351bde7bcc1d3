import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as z from 'zod/mini'
import { actorOf } from '../actor.ts'
import { allow } from '../allow.ts'
import { fieldErrors, jsonBody, limitedBytes } from '../body.ts'
import { canaryOf, DEPLOYER } from '../deployer.ts'
import type { AppEnv, Env } from '../env.ts'
import { eraseAgain } from '../erasing.ts'
import { fieldProblem, problem, requestProblem } from '../problem.ts'
import { imageKeys, imageLineOf, putImage } from './images.ts'
import { type BackupLine, backupLine, type Piece, type Restored, type WorldFacts } from './lines.ts'
import {
  accountLines,
  directoryLines,
  principalLines,
  restoreAccount,
  restoreDirectory,
  restorePrincipal,
  restoreStock,
  restoreVoucher,
  stockLines,
  voucherLines,
} from './objects.ts'
import { authoredTables, homeless, insertRows, rowsAfter } from './tables.ts'

/**
 * /api/backup: a whole world read and written, for `npm run backup` and `npm run restore`. It holds sealed codes and the
 * hashes of secrets, and writing it makes admins: so it is no part of the published API, and beyond its scope it takes
 * the deployer's own key, which nobody can be given.
 */
export const backup = new Hono<AppEnv>()

/** So many objects are asked in one request: well under what one request may call. */
const OBJECTS_MOST = 50
/** People erased in one request, and records that may have been one person. */
const ERASURES_MOST = 10
const ERASED_RECORDS_MOST = 60
/** One picture of 10 MB as base64, and room around it. */
const LINES_BYTES_MOST = 16 * 1024 * 1024

const deployersOnly = createMiddleware<AppEnv>(async (c, next) =>
  c.get('principal') === DEPLOYER ? next() : problem(c, { reason: 'operator_not_permitted' }),
)

backup.get('/', allow('system:read'), deployersOnly, async (c) => {
  const columns = await authoredTables(c.env.DB)
  return c.json({ world: c.env.WORLD, canary: canaryOf(c.env), columns } satisfies WorldFacts)
})

backup.get('/rows/:table', allow('system:read'), deployersOnly, async (c) => {
  const piece = await rowsAfter(c.env.DB, c.req.param('table'), c.req.query('after') ?? null)
  return piece === null ? requestProblem(c, 'not_found') : c.json(piece)
})

backup.get('/directory', allow('system:read'), deployersOnly, async (c) =>
  c.json({ data: await directoryLines(c.env), next: null } satisfies Piece),
)

backup.get('/images', allow('system:read'), deployersOnly, async (c) =>
  c.json(await imageKeys(c.env, c.req.query('after') ?? null)),
)

backup.get('/images/:key{.+}', allow('system:read'), deployersOnly, async (c) => {
  const line = await imageLineOf(c.env, c.req.param('key'))
  return line === null ? requestProblem(c, 'not_found') : c.json({ data: [line], next: null } satisfies Piece)
})

const objectsRequest = z.strictObject({
  ids: z.array(z.string().check(z.regex(/^[0-9a-f]{64}$/))).check(z.maxLength(OBJECTS_MOST)),
})

/** What is kept in objects, by kind: asked for by the objects' Cloudflare ids. */
const OBJECT_LINES = {
  vouchers: voucherLines,
  principals: principalLines,
  accounts: accountLines,
  stocks: stockLines,
} as const

for (const [kind, linesOf] of Object.entries(OBJECT_LINES))
  backup.post(`/${kind}`, allow('system:read'), deployersOnly, async (c) => {
    const request = await jsonBody(c, objectsRequest)
    if (request instanceof Response) return request
    return c.json({ data: await linesOf(c.env, request.ids), next: null } satisfies Piece)
  })

const linesRequest = z.strictObject({ lines: z.array(backupLine).check(z.maxLength(OBJECTS_MOST)) })

/** POST /lines: what is there already and the same is left, what is there and another is named; nothing is overwritten. */
backup.post('/lines', allow('settings:write'), deployersOnly, async (c) => {
  const bytes = await limitedBytes(c.req.raw, LINES_BYTES_MOST)
  if (bytes === null) return requestProblem(c, 'body_too_large')
  const read = z.safeParse(linesRequest, jsonIn(bytes))
  if (!read.success) return fieldProblem(c, fieldErrors(read.error.issues))
  return c.json(await restoreLines(c.env, read.data.lines, c.get('now')))
})

/** Whoever was erased, each as all records there were of them, their own first. */
const erasuresRequest = z.strictObject({
  erasures: z
    .array(
      z
        .array(z.string().check(z.regex(/^cus_[0-9a-z_]{1,40}$/)))
        .check(z.minLength(1), z.maxLength(ERASED_RECORDS_MOST)),
    )
    .check(z.maxLength(ERASURES_MOST)),
})

/** POST /erasures: erases again, in a world restored from before, whoever was erased since; sent twice it is done once. */
backup.post('/erasures', allow('settings:write'), deployersOnly, async (c) => {
  const request = await jsonBody(c, erasuresRequest)
  if (request instanceof Response) return request
  const eraser = { env: c.env, mailer: c.get('mailer'), now: c.get('now') }
  for (const ids of request.erasures) await eraseAgain(eraser, ids, actorOf(c))
  return c.json({ erased: request.erasures.length })
})

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return null
  }
}

async function restoreLines(env: Env, lines: readonly BackupLine[], now: number): Promise<Restored> {
  const rows = lines.filter((line) => line.kind === 'row')
  const strange = await homeless(env.DB, rows)
  if (strange.length > 0) return { restored: 0, same: 0, refused: strange }
  const inserted = await insertRows(env.DB, rows)
  const others = lines.filter((line) => line.kind !== 'row')
  const done = await Promise.all(others.map((line) => restoreLine(env, line, now)))
  const restored = done.filter(({ came }) => came === 'restored').length
  return {
    restored: inserted + restored,
    same: rows.length - inserted + done.filter(({ came }) => came === 'same').length,
    refused: done
      .filter(({ came }) => came === 'different' || came === 'flawed')
      .map(
        ({ name, came }) =>
          `${name} (${came === 'flawed' ? 'the copy is not whole' : 'another stands there'})`,
      ),
  }
}

async function restoreLine(env: Env, line: Exclude<BackupLine, { kind: 'row' }>, now: number) {
  switch (line.kind) {
    case 'image':
      return { name: line.key, came: (await putImage(env, line)) ? 'restored' : 'same' } as const
    case 'principal':
      return restorePrincipal(env, line)
    case 'voucher':
      return restoreVoucher(env, line)
    case 'account':
      return restoreAccount(env, line)
    case 'stock':
      return restoreStock(env, line)
    case 'directory':
      return restoreDirectory(env, line, now)
  }
}
