import { beforeAll, describe, expect, it } from 'vitest'
import { askApproval } from '../../worker/library/approvals.ts'
import { changeSetting } from '../../worker/library/settings.ts'
import { actorNamed } from '../unit/an-actor.ts'
import { browserOf, enrol, issued, openLume, shopSystem, world } from './cast.ts'
import { soon, textOf } from './pages.ts'

let rui: Awaited<ReturnType<typeof browserOf>>
let shop: Awaited<ReturnType<typeof shopSystem>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
  rui = await browserOf(await enrol({ role: 'admin', name: 'Rui' }))
})

const ACT = { ...actorNamed('usr_x'), at: 1000 }

async function line(action: string, subject: string): Promise<string> {
  await world.DB.prepare("INSERT INTO audits (at, by, action, subject) VALUES (1000, 'usr_x', ?, ?)")
    .bind(action, subject)
    .run()
  return subject
}

/** What a line about that says, and where it leads. */
async function shown(subject: string): Promise<{ text: string; html: string }> {
  const html = await (await rui.get(`/admin/audits?subject=${encodeURIComponent(subject)}`)).text()
  const table = /<tbody>.*<\/tbody>/s.exec(html)?.[0] ?? ''
  return { text: textOf(table), html: table }
}

async function named(subject: string, name: string, href: string | null): Promise<void> {
  const { text, html } = await shown(subject)
  expect(text).toContain(name)
  expect(text).not.toContain(subject)
  if (href !== null) expect(html).toContain(`href="${href}"`)
}

async function asked(id: string, title: string): Promise<string> {
  const request = { title, benefit: { kind: 'item', item: 'Cake' }, validity: { kind: 'unlimited' } }
  const place = {
    store: null,
    zone: 'Europe/Lisbon',
    partner: null,
    channel: 'in_store',
    by: 'usr_x',
  } as const
  const asking = { id, request, place: { ...place, self: null, device: null }, command: id, digest: '' }
  await askApproval(world.DB, asking, ACT)
  return id
}

describe('What a line of the log is about', () => {
  it('is a request by what was to be given, with the way to the requests', async () => {
    await named(await asked('apr_cake', 'Cake for Ana'), 'Cake for Ana', '/admin/approvals')
  })

  it('is a request whose words are erased, or that is gone, in words', async () => {
    await named(await asked('apr_erased', '–'), 'A request', '/admin/approvals')
    await named(await line('approval_declined', 'apr_gone'), 'A request', '/admin/approvals')
  })

  it('is how long things are kept, and a budget, of a role or of somebody, with the way there', async () => {
    const budgets = '/admin/settings/goodwill/budgets'
    const olive = await enrol({ role: 'operator', name: 'Olive', stores: ['sto_chiado'] })
    for (const [name, label, href] of [
      ['retention', 'Retention', '/admin/settings/retention'],
      ['goodwill role operator', 'Monthly budget: Operators', `${budgets}/operator`],
      [`goodwill person ${olive.id}`, 'Monthly budget: Olive', `${budgets}/${olive.id}`],
    ] as const) {
      await changeSetting(world.DB, name, { version: 0, value: { audits: 12 } }, ACT)
      await named(name, label, href)
    }
  })

  it('is a customer by name also where they never opened a wallet, and in what changed', async () => {
    const made = async (name: string) =>
      (await (await shop.post('/customers', { name })).json<{ id: string }>()).id
    const [kept, other] = [await made('Lina Costa'), await made('L. Costa')]
    await named(await line('wallet_link_revoked', kept), 'Lina Costa', `/admin/customers/${kept}`)
    await shop.post(`/customers/${kept}/merges`, { other_customer_id: other })
    const { text } = await shown(other)
    expect(text).toContain('Lina Costa')
    expect(text).not.toContain(kept)
  })

  it('is a voucher by its title, with the way to it', async () => {
    const { id } = await issued(shop, { title: 'Sorry for the wait' })
    await line('voucher_sent', id)
    await soon(() => named(id, 'Sorry for the wait', `/admin/vouchers/${id}`))
  })

  it('is a key by its name, with the way to it', async () => {
    const key = await enrol({ role: 'api_key', name: 'Web shop' })
    await named(await line('key_changed', key.id), 'Web shop', `/admin/settings/keys/${key.id}`)
  })

  it('is a file by what it holds, and a network in words', async () => {
    await named(await line('exported', 'people'), 'Staff, devices and keys', '/admin/settings/export')
    await named(
      await line('exported', 'vouchers with codes'),
      'Vouchers with their codes',
      '/admin/settings/export',
    )
    expect((await shown(await line('exported', 'constructor'))).text).toContain('constructor')
    const { text, html } = await shown(await line('caller_let_in', 'stranger:192.0.2.0/24'))
    expect(text).toContain('192.0.2.0/24, Nobody signed in, by network')
    expect(html).toContain('href="/admin/system/guesses"')
  })
})
