import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client, Issued } from './client.ts'
import { COFFEE } from './work.ts'

/** Bytes of a voucher's database when it has nothing left to do. */
export interface AtRest {
  readonly plain: number
  readonly fiveRefusals: number
  readonly fortyRefusals: number
}

/** What people write, in two languages with accents, long enough not to repeat itself. */
const PROSE = `We are sorry that your order arrived cold on Sunday evening and that nobody picked up when you called. Show this
at any of our shops within thirty days and the barista makes you a fresh coffee of your choice, with a slice of the cake of
the day, on the house. It does not go with other offers, but it does with your birthday. If you would rather have it brought
to you, write to us two days before and we find a time that suits both. Tell us how it was: every message is read by somebody
who can do something about it. Pedimos desculpa pelo atraso; este vale não acumula com outras promoções e é válido também nas
lojas dos nossos parceiros do Porto, de Braga e dos Açores. Quem o perder pode pedir outro ao balcão, mostrando o recibo ou o
número de telefone com que fez a encomenda. Obrigado pela paciência, até breve: a equipa da Rua Garrett, onde o café é moído
de hora a hora e o pão sai do forno às sete, ao meio-dia e às cinco da tarde, exceto nos feriados municipais e no Natal.`

/** A voucher with every text at its limit, a picture, and 20 facts of the caller's own. */
export async function longest(client: Client) {
  return { ...LONGEST, image_url: await client.upload(new Uint8Array(await readFile(PICTURE))) }
}

const PICTURE = join(import.meta.dirname, '../../scripts/demo/pictures/coffee.webp')

const LONGEST = {
  title: text(80),
  description: text(1000),
  benefit: { kind: 'custom', text: text(120) },
  validity: { kind: 'days', count: 30 },
  store_ids: ['sto_chiado'],
  windows: [
    {
      days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
      from: '00:00',
      to: '24:00',
    },
  ],
  minimum_spend: { amount: 1000, currency: 'EUR' },
  reason: text(200),
  note: text(500),
  metadata: Object.fromEntries(
    Array.from({ length: 20 }, (_, n) => [`field_${n}`, n % 2 === 0 ? text(78, 47 * n) : digits(78)]),
  ),
} as const

/** Issues, redeems and refuses vouchers through the API and looks at what each leaves. */
export async function measureAtRest(client: Client): Promise<AtRest> {
  const wish = await longest(client)
  return {
    plain: await leftBy(client, COFFEE, 0),
    fiveRefusals: await leftBy(client, wish, 5),
    fortyRefusals: await leftBy(client, wish, 40),
  }
}

async function leftBy(client: Client, wish: object, refusals: number): Promise<number> {
  const voucher = await client.one<Issued>(client.post('counted', '/api/v1/vouchers', wish), 201)
  const redeem = () => {
    const order = { order_id: digits(120), amount: 4200, currency: 'EUR' }
    return client.post('counted', `/api/v1/vouchers/${voucher.code}/redemptions`, {
      store_id: 'sto_chiado',
      order,
    })
  }
  await client.one(redeem(), 201)
  for (let n = 0; n < refusals; n += 1) await client.one(redeem(), 409)
  return client.atRest(voucher)
}

function text(length: number, from = 0): string {
  return PROSE.repeat(2)
    .slice(from, from + length)
    .trim()
}

/** Numbers of the shop's own, which no packing makes small. */
function digits(length: number): string {
  return randomBytes(length).toString('hex').slice(0, length)
}
