import { describe, expect, it } from 'vitest'
import { deployed } from '../../scripts/rebuild/deployed.ts'
import { rebuild } from '../../scripts/rebuild/rebuild.ts'

const ACCOUNT = 'https://api.cloudflare.com/client/v4/accounts/0b5e'
const DEPLOYER = {
  url: 'https://vale.example',
  apiKey: 'vk_live_k_s_c',
  accountId: '0b5e',
  apiToken: 'token',
}
const id = (digit: string) => digit.repeat(64)

/** Cloudflare's answers as its API gives them, by the path asked for; what is asked for is written down. */
function cloudflare(answers: Readonly<Record<string, unknown>>) {
  const asked: string[] = []
  const fetcher: typeof fetch = async (input, init) => {
    const path = String(input).replace(ACCOUNT, '')
    expect(new Headers(init?.headers).get('authorization')).toBe('Bearer token')
    asked.push(`${init?.method ?? 'GET'} ${path}`)
    const answer = answers[path] ?? {
      success: false,
      errors: [{ code: 7003, message: 'No route for that URI' }],
    }
    return Response.json(answer)
  }
  return { asked, fetcher }
}

const good = (result: unknown, result_info = {}) => ({
  success: true,
  errors: [],
  messages: [],
  result,
  result_info,
})
const namespaces = [
  {
    id: 'ns-principals',
    name: 'vale_PrincipalObject',
    script: 'vale',
    class: 'PrincipalObject',
    use_sqlite: true,
  },
  {
    id: 'ns-test',
    name: 'vale-test_VoucherObject',
    script: 'vale-test',
    class: 'VoucherObject',
    use_sqlite: true,
  },
  { id: 'ns-live', name: 'vale_VoucherObject', script: 'vale', class: 'VoucherObject', use_sqlite: true },
  { id: 'ns-accounts', name: 'vale_AccountObject', script: 'vale', class: 'AccountObject', use_sqlite: true },
  {
    id: 'ns-test-accounts',
    name: 'vale-test_AccountObject',
    script: 'vale-test',
    class: 'AccountObject',
    use_sqlite: true,
  },
  {
    id: 'ns-test-principals',
    name: 'vale-test_PrincipalObject',
    script: 'vale-test',
    class: 'PrincipalObject',
    use_sqlite: true,
  },
]
const LIVE = {
  '/workers/durable_objects/namespaces?per_page=100&page=1': good(namespaces),
  '/d1/database?name=vale': good([
    { uuid: 'd1-test', name: 'vale-test' },
    { uuid: 'd1-live', name: 'vale' },
  ]),
}

describe('the ledgers of a deployment, as Cloudflare lists them', () => {
  it('are read page by page, without the objects that were only asked for', async () => {
    const objects = '/workers/durable_objects/namespaces/ns-live/objects?limit=1000'
    const { asked, fetcher } = cloudflare({
      ...LIVE,
      '/workers/durable_objects/namespaces/ns-principals/objects?limit=1000': good([
        { id: id('d'), hasStoredData: true },
      ]),
      '/workers/durable_objects/namespaces/ns-accounts/objects?limit=1000': good([
        { id: id('e'), hasStoredData: true },
      ]),
      [objects]: good(
        [
          { id: id('a'), hasStoredData: true },
          { id: id('b'), hasStoredData: false },
        ],
        { count: 2, cursors: { after: 'next/page=' } },
      ),
      [`${objects}&cursor=next%2Fpage%3D`]: good([{ id: id('c'), hasStoredData: true }], {
        count: 1,
        cursors: {},
      }),
    })
    const ledgers = await deployed(DEPLOYER, fetcher)
    const pages: (readonly string[])[] = []
    for await (const page of ledgers.objects()) pages.push(page)
    expect(pages).toEqual([[id('d')], [id('a')], [id('c')], [id('e')]])
    expect(asked.at(-2)).toBe(`GET ${objects}&cursor=next%2Fpage%3D`)
  })

  it('are those of the world the key belongs to', async () => {
    const { asked, fetcher } = cloudflare({
      ...LIVE,
      '/d1/database?name=vale-test': good([{ uuid: 'd1-test', name: 'vale-test' }]),
      '/d1/database/d1-test/query': good([{ results: [{ n: 3 }], success: true, meta: {} }]),
    })
    const ledgers = await deployed({ ...DEPLOYER, apiKey: 'vk_test_k_s_c' }, fetcher)
    expect(await ledgers.sql('SELECT count(*) AS n FROM vouchers')).toEqual([{ n: 3 }])
    expect(asked.at(-1)).toBe('POST /d1/database/d1-test/query')
  })

  it('say in a sentence what Cloudflare refused, and what the account does not have', async () => {
    const refusing = cloudflare({})
    await expect(deployed(DEPLOYER, refusing.fetcher)).rejects.toThrow(
      'Cloudflare refused /workers/durable_objects/namespaces?per_page=100&page=1: No route for that URI',
    )
    const elsewhere = cloudflare({
      '/workers/durable_objects/namespaces?per_page=100&page=1': good([namespaces[1]]),
      '/workers/durable_objects/namespaces?per_page=100&page=2': good([]),
    })
    await expect(deployed(DEPLOYER, elsewhere.fetcher)).rejects.toThrow(
      'This account has no Worker "vale" with vouchers.',
    )
  })
})

describe('[R25] rebuilding the lists', () => {
  it('empties the projected tables and no others, asks every object, and tells before and after', async () => {
    const statements: string[] = []
    const projected: string[] = []
    const said: string[] = []
    const { before, after } = await rebuild(
      {
        objects: async function* () {
          yield [id('a'), id('b')]
          yield [id('c')]
        },
        sql: async (statement) => {
          statements.push(statement)
          const rows = statements.some((earlier) => earlier.startsWith('DELETE')) ? projected.length : 5
          return [
            {
              vouchers: rows,
              entries: 2 * rows,
              voucher_terms: 3 * rows,
              account_entries: 4 * rows,
              visit_days: 5 * rows,
              statement_lines: 6 * rows,
              people: rows,
            },
          ]
        },
        project: async (ids) => {
          projected.push(...ids)
          return ids.length
        },
      },
      (line) => said.push(line),
    )
    expect(statements.filter((statement) => statement.startsWith('DELETE'))).toEqual([
      'DELETE FROM vouchers',
      'DELETE FROM entries',
      'DELETE FROM voucher_terms',
      'DELETE FROM account_entries',
      'DELETE FROM visit_days',
      'DELETE FROM statement_lines',
      'DELETE FROM people',
      'DELETE FROM people_terms',
      'DELETE FROM late_entries',
      'DELETE FROM day_figures',
      'DELETE FROM day_values',
      'DELETE FROM rollup_cursor',
    ])
    expect(projected).toEqual([id('a'), id('b'), id('c')])
    expect(before).toEqual({
      vouchers: 5,
      entries: 10,
      voucher_terms: 15,
      account_entries: 20,
      visit_days: 25,
      statement_lines: 30,
      people: 5,
    })
    expect(after).toEqual({
      vouchers: 3,
      entries: 6,
      voucher_terms: 9,
      account_entries: 12,
      visit_days: 15,
      statement_lines: 18,
      people: 3,
    })
    expect(said.at(-2)).toBe(
      'The lists have 3 vouchers, 6 ledger entries, 9 search terms, 12 lines of accounts, 15 days of visits, 18 lines of statements and 3 people and devices now.',
    )
  })
})
