import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
const f = JSON.parse(readFileSync('.demo.json','utf8'))
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const shot = async (link: string, path: string|null, out: string, w=390, h=1400) => { const c = await b.newContext({ viewport: { width: w, height: h } }); const p = await c.newPage(); await p.goto(link); if (path) await p.goto(f.url+path); await p.screenshot({ path: out }); return p }
const joana = f.customers.find((c: any)=>c.name==='Joana Martins').wallet_url
const p = await shot(joana, null, '/tmp/w.png', 390, 1600)
const href = await p.locator('a[href^="/v/"]').first().getAttribute('href')
await shot(joana, href, '/tmp/v.png')
await shot(f.staff[0].signin_url, '/admin/vouchers', '/tmp/l.png', 1280, 1000)
await shot(joana, '/signin', '/tmp/s.png', 390, 1400)
await b.close()
