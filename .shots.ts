import { openMeridiano, linkOf } from './test/browser/meridiano.ts'
const shop = await openMeridiano()
const browser = await shop.browser()
const paths = process.argv.slice(2)
try {
for (const [size, viewport] of [['390', {width:390,height:844}], ['1280',{width:1280,height:800}]] as const) {
  for (const scheme of ['light','dark'] as const) {
    const page = await shop.open(browser, linkOf(shop,'admin'), { viewport, colorScheme: scheme })
    const id = shop.facts.customers[0]!.id, other = shop.facts.customers[1]!.id
    for (const p of paths) {
      const [name, path] = p.split('=', 2) as [string,string]
      await page.goto(shop.url + p.slice(name.length+1).replaceAll('{id}', id).replaceAll('{other}', other))
      await page.screenshot({ path: `/tmp/cshots/${name}-${size}-${scheme}.png`, fullPage: true })
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (wide > 0) console.log(name, size, 'overflows by', wide)
    }
    await page.context().close()
  }
}
console.log(shop.complaints)
} finally { await shop.close() }
