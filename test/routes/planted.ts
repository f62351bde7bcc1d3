import type { VoucherId } from '../../src/id.ts'
import { localMailer } from '../../worker/demo/mailbox.ts'
import { storeImage } from '../../worker/images.ts'
import { askApproval, decideApproval } from '../../worker/library/approvals.ts'
import { account, sentTo } from '../objects/living-account.ts'
import { jpegWithPlace, pngIndexed, webpLossy } from '../samples/pictures.ts'
import { adjust } from '../unit/an-account.ts'
import { actorNamed } from '../unit/an-actor.ts'
import { enrol, issued, shopSystem, world } from './cast.ts'
import { importDesk } from './import-desk.ts'
import { formIn, leadsTo, soon } from './pages.ts'
import { cookieOf } from './site-map.ts'

/** A customer of whom something lies everywhere, and every string about them. */
export type Planted = Awaited<ReturnType<typeof plant>>

let planted = 0

/** Plants somebody with unique strings in every field there is, one for each place, and a neighbour who stays. */
export async function plant() {
  planted += 1
  const n = String(planted).padStart(2, '0')
  const word = (what: string) => `Xq${what}zz${n}`
  const shop = await shopSystem()
  const { rui, uploaded } = await importDesk()
  const made = async (facts: object) =>
    await (await shop.post('/customers', facts)).json<{ id: string; card_token: string }>()
  const phone = `+3519876543${n}`
  const email = `${word('mail').toLowerCase()}@example.com`
  const { id, card_token } = await made({
    name: `${word('First')} ${word('Last')}`,
    email,
    phone,
    birthday: '1931-07-29',
    notes: word('notes'),
    tags: [word('tag')],
    consents: { marketing: true },
  })
  const twin = await made({
    name: word('twin'),
    notes: word('twinnotes'),
    email: `${word('second').toLowerCase()}@example.com`,
  })
  const neighbour = await made({ name: `${word('Neighbour')}`, email: `neighbour${n}@example.com` })
  const own = await stored(jpegWithPlace)
  const shared = await stored(pngIndexed)
  const wished = await stored(webpLossy)
  const words = { note: word('note'), reason: word('reason'), metadata: { key: word('meta') } }
  const vouchers = [
    await issued(shop, { customer_id: id, ...words, image_url: own }),
    await issued(shop, { customer_id: id, image_url: shared }),
    await issued(shop, { customer_id: twin.id, note: word('twinvoucher') }),
  ].map((voucher) => ({ ...voucher, id: voucher.id as VoucherId }))
  await issued(shop, { customer_id: neighbour.id, image_url: shared, note: 'stays with the neighbour' })
  const redemption = await (await shop.post(`/vouchers/${vouchers[0]?.id}/redemptions`, {})).json<{
    id: string
  }>()
  await shop.post(`/redemptions/${redemption.id}/rollbacks`, { reason: word('rollback') })
  await shop.post(`/vouchers/${vouchers[1]?.id}/voids`, { reason: word('void') })
  await soon(async () => {
    const query = 'SELECT count(*) AS n FROM vouchers WHERE customer_id IN (?, ?) AND seq > 0'
    if ((await world.DB.prepare(query).bind(id, twin.id).first('n')) !== 3) throw new Error('not listed yet')
  })
  const merge = await shop.post(`/customers/${id}/merges`, { other_customer_id: twin.id })
  if (merge.status >= 300) throw new Error(await merge.text())
  for (const record of [id, twin.id]) {
    const customer = `cus_${record.slice(4)}` as const
    await account(customer).execute(sentTo(customer, adjust(50, { words: { reason: word('credit') } })))
  }
  await askApproval(
    world.DB,
    {
      id: `apr_${n}`,
      request: {
        title: word('title'),
        description: word('description'),
        image_url: wished,
        image_alt: word('alt'),
        customer_id: id,
        note: word('wish'),
        reason: word('why'),
        benefit: { kind: 'item', item: 'Coffee' },
        validity: { kind: 'unlimited' },
      },
      place: {
        store: null,
        zone: 'Europe/Lisbon',
        partner: null,
        channel: 'in_store',
        by: 'usr_x',
        self: null,
        device: null,
      },
      command: `ask ${n}`,
      digest: '',
    },
    { ...actorNamed('usr_x'), at: 1 },
  )
  const declined = { state: 'declined', reason: word('declined') } as const
  await decideApproval(world.DB, `apr_${n}`, declined, { ...actorNamed('usr_x'), at: 2 })
  const refused = leadsTo(
    await uploaded(
      `name,email,phone\r\n${word('Cell')},no address,9876543${n}\r\nSomebody,some${n}@example.com,`,
    ),
  )
  await rui.post(refused, await formIn(await (await rui.get(refused)).text(), refused))
  const waiting = leadsTo(await uploaded(`name,email\r\n${word('Waiting')},${email}`))
    .split('/')
    .at(-1)
  await localMailer(world).send({ to: email, subject: 'Hello', text: word('letter'), html: '' })
  await localMailer(world).send({
    to: `neighbour${n}@example.com`,
    subject: 'Hello',
    text: 'stays',
    html: '',
  })
  const principal = await enrol({ role: 'customer', name: word('Opened'), id: `cus_${id.slice(4)}` })
  return {
    id,
    records: [id, twin.id],
    neighbour: neighbour.id,
    email,
    name: `${word('First')} ${word('Last')}`,
    card: card_token,
    own,
    shared,
    wished,
    waiting: `imports/${waiting}`,
    vouchers: vouchers.map((voucher) => voucher.id),
    code: vouchers[0]?.code ?? '',
    shop,
    rui,
    cookie: await cookieOf(principal),
    admin: await cookieOf(rui.principal),
    /** Whatever begins like this is about them, and so are these. */
    strings: [
      ...'First Last mail notes tag twin twinnotes second note reason meta twinvoucher rollback void title description alt wish why declined credit Cell Waiting letter Opened'
        .split(' ')
        .map(word),
      phone.slice(-9),
      '1931-07-29',
      card_token,
      twin.card_token,
    ],
  }
}

async function stored(bytes: Uint8Array): Promise<string> {
  const upload = await storeImage(world, bytes)
  if (upload.kind !== 'stored') throw new Error(upload.reason)
  return upload.image.url
}
