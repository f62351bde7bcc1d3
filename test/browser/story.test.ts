import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cameraFilm, drawnRows } from './camera-film.ts'
import { scanByHand } from './hand-scanner.ts'
import { filmFile, linkOf, type Meridiano, openMeridiano } from './meridiano.ts'
import { PHOTO } from './photo.ts'

let shop: Meridiano
beforeAll(async () => {
  shop = await openMeridiano()
})
afterAll(() => shop?.close())

describe('from a cold order to a redeemed voucher', () => {
  it('issues on a phone with a photo, reaches the wallet, is read by the camera, accepted once and refused ever after', async () => {
    const browser = await shop.browser()
    const admin = await shop.open(browser, linkOf(shop, 'admin'))

    // An admin on a phone: from the home page, customer as you type, title, photo, generate.
    await admin.getByRole('link', { name: 'Issue', exact: true }).click()
    await admin.fill('#q', 'joana mar')
    await admin.locator('#found [data-customer]', { hasText: 'Joana Martins' }).click()
    await admin.fill('#title', 'Sorry your order arrived cold')
    await admin.setInputFiles('input[type=file]:not([capture])', {
      name: 'cup.png',
      mimeType: 'image/png',
      buffer: PHOTO,
    })
    await admin.waitForFunction(() =>
      document.querySelector<HTMLInputElement>('[name=image_url]')?.value.startsWith('/images/'),
    )
    await admin.locator('#preview', { hasText: 'Sorry your order arrived cold' }).waitFor()
    await admin.getByRole('button', { name: 'Generate voucher' }).click()
    await admin.waitForURL(/\/handover$/)
    const link = (await admin.locator('[data-act=open]').getAttribute('href')) ?? ''
    const code = link.split('/v/')[1] ?? ''
    expect(code).toMatch(/^[0-9A-Z]{12}$/)

    // The customer's wallet has it within two seconds, and the ticket shows photo and symbols.
    const joana = shop.facts.customers.find(({ name }) => name === 'Joana Martins')
    const customer = await shop.open(browser, joana?.wallet_url ?? '')
    await expect
      .poll(
        async () => {
          await customer.reload()
          return customer.locator(`a[href="/v/${code}"]`).count()
        },
        { timeout: 2000 },
      )
      .toBe(1)
    await customer.locator(`a[href="/v/${code}"]`).click()
    await customer.getByRole('heading', { name: 'Sorry your order arrived cold' }).waitFor()
    expect(
      await customer
        .locator('.ticket__photo')
        .evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth),
    ).toBeTruthy()
    const drawn = await customer.locator('svg.qr').evaluate((svg) => svg.outerHTML)
    const film = await filmFile(
      shop,
      cameraFilm([
        { rows: drawnRows(drawn.replace(/<path fill="#fff"[^>]*>(<\/path>)?/, '')), pictures: 20 },
      ]),
    )

    // The operator's camera reads the very symbol from the customer's screen.
    const till = await shop.browser(film)
    const operator = await shop.open(till, linkOf(shop, 'operator', 'Chiado'))
    await operator.getByRole('button', { name: /start (the )?camera/i }).click()
    await operator.locator('[data-verdict=valid]').waitFor()
    expect(await operator.locator('.verdict').innerText()).toContain('Sorry your order arrived cold')
    await operator.getByRole('button', { name: 'Redeem', exact: true }).click()
    await operator.locator('[data-verdict=done]').waitFor()

    // The customer's page turns by itself, without being touched.
    await customer.locator('.ticket--torn').waitFor({ timeout: 15_000 })
    expect(await customer.locator('main').innerText()).toContain('Chiado')
    expect(await customer.locator('svg.qr').count()).toBe(0)

    // Another shop, another device: used, with who, when and where; and the API says the same.
    const other = await shop.open(browser, linkOf(shop, 'operator', 'Ponta Delgada'))
    await other.fill('#code', code.toLowerCase())
    await other.getByRole('button', { name: 'Check' }).click()
    await other.locator('[data-verdict=used]').waitFor()
    expect(await other.locator('.verdict').innerText()).toMatch(/Used[\s\S]*Chiado/)
    const answer = await fetch(`${shop.url}/api/v1/vouchers/${code}/redemptions`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${shop.facts.api_key}`,
        'idempotency-key': 'web-1',
        'content-type': 'application/json',
      },
      body: '{}',
    })
    expect(answer.status).toBe(409)
    expect(await answer.json()).toMatchObject({ reason: 'already_redeemed' })
    expect(shop.complaints).toEqual([])
  })

  it('lets the operator undo within the window, and the voucher is good again', async () => {
    const { till, code } = await aVoucherAtTheTill()
    await till.getByRole('button', { name: 'Redeem', exact: true }).click()
    await till.locator('[data-verdict=done]').waitFor()
    await till.locator('#verdict details.undo summary').click()
    await till.locator('#verdict').getByText('Wrong voucher').click()
    await till.getByRole('button', { name: 'Undo it' }).click()
    await till.locator('[data-word=undone]').waitFor()
    await till.locator('[data-next]').first().click()
    await till.fill('#code', code)
    await till.getByRole('button', { name: 'Check' }).click()
    await till.locator('[data-verdict=valid]').waitFor()
    expect(shop.complaints).toEqual([])
  })

  it('reads a hand scanner with nothing focused, and its Enter presses no button', async () => {
    const { code, till } = await aVoucherAtTheTill()
    await till.goto(`${shop.url}/scan`)
    // The page says so once its script listens.
    await till.locator('[data-scripted]').first().waitFor()
    await till.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await scanByHand(till, code)
    await till.locator('[data-verdict=valid]').waitFor()
    expect(await till.locator('[data-verdict=done]').count()).toBe(0)
  })

  it('issues one voucher on a double tap of Generate', async () => {
    const admin = await shop.open(await shop.browser(), linkOf(shop, 'admin'))
    await admin.getByRole('link', { name: 'Issue', exact: true }).click()
    const title = `Twice ${process.hrtime.bigint()}`
    await admin.fill('#title', title)
    const generate = admin.getByRole('button', { name: 'Generate voucher' })
    await generate.dblclick()
    await admin.waitForURL(/\/handover$/)
    await expect
      .poll(async () => {
        await admin.goto(`${shop.url}/admin/vouchers?q=${encodeURIComponent(title.split(' ')[1] ?? '')}`)
        return admin.locator('tbody tr').count()
      })
      .toBe(1)
  })
})

async function aVoucherAtTheTill() {
  const answer = await fetch(`${shop.url}/api/v1/vouchers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${shop.facts.api_key}`, 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({
      title: 'Coffee on us',
      benefit: { kind: 'item', item: 'Coffee' },
      validity: { kind: 'days', count: 3 },
    }),
  })
  const { code } = (await answer.json()) as { code: string }
  const till = await shop.open(await shop.browser(), linkOf(shop, 'operator', 'Chiado'))
  await till.fill('#code', code)
  await till.getByRole('button', { name: 'Check' }).click()
  await till.locator('[data-verdict=valid]').waitFor()
  return { code, till }
}
