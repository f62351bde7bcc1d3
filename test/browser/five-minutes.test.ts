import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { type EmptyBrand, openEmptyBrand, widthAt320 } from './empty-brand.ts'
import { PHOTO } from './photo.ts'

let brand: EmptyBrand
let phone: Page
let invitation = ''
beforeAll(async () => {
  brand = await openEmptyBrand()
  phone = await brand.open({ timezoneId: 'Atlantic/Azores', locale: 'pt-PT' })
  invitation = await brand.invite()
})
afterAll(() => brand?.close())

/** The page is fit to be used by anybody on the smallest phone. */
async function isFit(): Promise<void> {
  expect(await violations(phone)).toEqual([])
  expect(await widthAt320(phone)).toBeLessThanOrEqual(320)
}

const goOn = () => phone.getByRole('button', { name: 'Go on', exact: true }).click()
const heading = (name: string) => phone.getByRole('heading', { level: 1, name }).waitFor()

describe('The five minutes, from an empty deployment on a phone', () => {
  it('the front page says what to do next', async () => {
    await phone.goto(brand.url)
    await heading('This is not set up yet')
    await isFit()
  })

  it('the link asks a name and lets the first admin in', async () => {
    await phone.goto(invitation)
    await heading('Welcome to Vale')
    await isFit()
    await phone.getByLabel('Your name').fill('Marta Sequeira')
    await phone.getByRole('button', { name: 'Begin without a passkey' }).click()
    await heading('What is your brand called?')
    await isFit()
  })

  it('name, colour and logo: the colour is shown while it is chosen, and a grey one is warned of', async () => {
    await phone.getByLabel('Name', { exact: true }).fill('Padaria do Largo')
    const ink = () => phone.locator('[data-theme-of=light] text').first().getAttribute('fill')
    const before = await ink()
    await phone.getByLabel('Colour', { exact: true }).fill('#808080')
    await phone.getByText('This colour is nearly grey').waitFor()
    await phone.getByLabel('Colour', { exact: true }).fill('#8a2f1b')
    await phone.getByText('This colour is nearly grey').waitFor({ state: 'hidden' })
    expect(await ink()).not.toBe(before)
    await phone.getByLabel('Logo').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: PHOTO })
    await goOn()
    await heading('Where are you?')
    await isFit()
  })

  it('clock and language are those of the phone', async () => {
    expect(await phone.getByLabel('Time zone').inputValue()).toBe('Atlantic/Azores')
    expect(await phone.getByLabel('Language').inputValue()).toBe('pt-PT')
    await goOn()
    await heading('Your first shop')
    await isFit()
  })

  it('taken up on another day it goes on where it was left', async () => {
    await phone.goto(`${brand.url}/admin`)
    await phone.getByRole('link', { name: 'Finish setting up' }).click()
    await heading('Your first shop')
    await goOn()
    await phone.getByRole('link', { name: 'Write a name.' }).waitFor()
    await phone.getByLabel('Name', { exact: true }).fill('Largo')
    await phone.getByLabel('Address').fill('Largo da Graça 1, Ponta Delgada')
    await goOn()
    await heading('Padaria do Largo is ready')
    await isFit()
  })

  it('the first voucher is issued, and stands as its customer sees it', async () => {
    await phone.getByRole('link', { name: 'Issue your first voucher' }).click()
    await phone.locator('#title').fill('One coffee')
    await phone.getByRole('button', { name: 'Generate voucher' }).click()
    await phone.waitForURL(/\/handover$/)
    await phone.goto((await phone.locator('[data-act=open]').getAttribute('href')) ?? '')
    await heading('One coffee')
    expect(await phone.locator('svg.qr').count()).toBe(1)
    await phone.getByText('Where and when you can use it').click()
    await phone.getByText('Largo da Graça 1, Ponta Delgada').waitFor()
    await isFit()
  })

  it('the checklist shrinks by itself, and a line can be put away', async () => {
    await expect
      .poll(async () => {
        await phone.goto(`${brand.url}/admin`)
        return phone.locator('.checklist b').allInnerTexts()
      })
      .not.toContain('Issue your first voucher')
    const left = await phone.locator('.checklist b').allInnerTexts()
    expect(left).not.toContain('Add your logo')
    expect(left).toContain('Redeem your first voucher')
    await isFit()
    await phone.getByRole('button', { name: 'Put away: Add your second shop' }).click()
    await phone.getByText('Add your second shop').waitFor({ state: 'detached' })
  })

  it('the link has ended, and says so kindly', async () => {
    const other = await brand.open()
    await other.goto(invitation)
    await other.getByRole('heading', { name: 'This link has ended' }).waitFor()
  })

  it('no page broke its policy or threw', () => {
    expect(brand.complaints).toEqual([])
  })
})
