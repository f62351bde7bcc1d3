import { describe, expect, it } from 'vitest'
import { guessColumns } from '../../src/customer-import/columns.ts'
import { everyMinute } from '../../worker/cron.ts'
import { isFileProblem, readImportFile } from '../../worker/customer-import/file.ts'
import { runImport, takeFile } from '../../worker/customer-import/importing.ts'
import { importById } from '../../worker/library/customer-imports.ts'
import { actorNamed } from '../unit/an-actor.ts'
import { openLume, world } from './cast.ts'
import { importDesk } from './import-desk.ts'
import { formIn, leadsTo, textOf } from './pages.ts'
import { libraryDump } from './site-map.ts'

await openLume()
const { rui, shop, uploaded, broughtIn, byName } = await importDesk()

describe('a list of customers in a file', () => {
  it('is looked at first, and brought in as it was shown', async () => {
    const file = [
      'Nome;E-mail;Telemóvel;Data de nascimento;Etiquetas;Newsletter;Gasto',
      'Zulmira Alves;Zulmira@Example.com;912 345 001;21/05/1990;vip, escritório;sim;12,50',
      '"Brito; Abílio";abilio@example.com;;;;não;',
      'Sem Nada;isto não;;;;;',
      'Zulmira outra vez;zulmira@example.com;;;;;',
    ].join('\r\n')
    const at = leadsTo(await uploaded(file))
    const before = await libraryDump()
    const first = textOf(await (await rui.get(at)).text())
    expect(first).toContain('Telemóvel is not a phone number')
    const asked = { c0: 'name', c1: 'email', c2: 'phone', c3: 'birthday', c4: 'tags', c5: 'marketing' }
    const query = new URLSearchParams({ ...asked, existing: 'skip', calling_code: '351' })
    const html = await (await rui.get(`${at}?${query}`)).text()
    const preview = textOf(html)
    expect(preview).toContain('2 will be added')
    expect(preview).toContain('E-mail is not an email address 4')
    expect(preview).toContain('Left out: same as line 2 5')
    expect(await libraryDump()).toBe(before)
    const run = await rui.post(at, await formIn(html, at))
    const result = textOf(await (await rui.get(leadsTo(run))).text())
    expect(result).toContain('people.csv is imported')
    expect(await byName('zulmira')).toMatchObject([
      {
        name: 'Zulmira Alves',
        email: 'zulmira@example.com',
        phone: '+351912345001',
        birthday: '1990-05-21',
        tags: ['vip', 'escritório'],
        consents: { marketing: true },
      },
    ])
    expect(await byName('abilio')).toMatchObject([{ name: 'Brito; Abílio' }])
    const csv = await (await rui.get(`${at}/refused.csv`)).text()
    expect(csv).toContain('4,E-mail is not an email address,Sem Nada,isto não')
    expect(await world.IMAGES.head(`imports/${at.split('/').at(-1)}`)).toBeNull()
  })

  it('again, or twice at once, brings in nobody twice', async () => {
    const file = `name,email\r\n${[1, 2, 3].map((n) => `Repetido ${n},rep${n}@example.com`).join('\r\n')}`
    const at = leadsTo(await uploaded(file))
    const form = await formIn(await (await rui.get(at)).text(), at)
    await Promise.all([rui.post(at, form), rui.post(at, form), rui.post(at, form)])
    await rui.post(at, form)
    const second = await broughtIn(`${file}\r\n`)
    expect(await byName('repetido')).toHaveLength(3)
    expect(second.preview).toContain('3 will be left out')
    const terms = await world.DB.prepare(
      "SELECT count(*) AS n FROM customer_terms WHERE term = 'repetido'",
    ).first('n')
    expect(terms).toBe(3)
    const audits = await world.DB.prepare(
      "SELECT count(*) AS n FROM audits JOIN customers ON customers.id = subject WHERE name LIKE 'Repetido%'",
    ).first('n')
    expect(audits).toBe(3)
    const summaries = world.DB.prepare(
      "SELECT count(*) AS n FROM audits WHERE action = 'customers_imported' AND subject = ?",
    )
    expect(await summaries.bind(at.split('/').at(-1)).first('n')).toBe(1)
  })

  it('fills in what was missing where asked to, and only that', async () => {
    await shop.post('/customers', { email: 'falta@example.com', notes: 'Tea' })
    const file = 'name,email,phone,notes\nFalta Tudo,falta@example.com,+351912345009,Coffee'
    const left = await broughtIn(file, {
      c0: 'name',
      c1: 'email',
      c2: 'phone',
      c3: 'notes',
      existing: 'skip',
    })
    expect(left.preview).toContain('Left out: you already have falta@example.com')
    await broughtIn(`${file}\n`, { c0: 'name', c1: 'email', c2: 'phone', c3: 'notes', existing: 'fill' })
    expect(await byName('falta tudo')).toMatchObject([
      { name: 'Falta Tudo', phone: '+351912345009', notes: 'Tea', version: 2 },
    ])
    expect(await byName('345009')).toHaveLength(1)
    const filled = await world.DB.prepare(
      "SELECT before, after FROM audits JOIN customers ON customers.id = subject WHERE name = 'Falta Tudo' AND action = 'customer_changed'",
    ).all<{ before: string; after: string }>()
    expect(filled.results.map(({ before, after }) => [before, after].map((one) => JSON.parse(one)))).toEqual([
      [
        { name: null, phone: null },
        { name: 'Falta Tudo', phone: '+351912345009' },
      ],
    ])
  })

  it('refuses a line that is two customers at once', async () => {
    await shop.post('/customers', { name: 'Um', email: 'um@example.com' })
    await shop.post('/customers', { name: 'Dois', phone: '+351912345010' })
    const { preview } = await broughtIn(
      'name,email,phone\nQuem,um@example.com,+351912345010\nNovo Ser,,+351912345011',
    )
    expect(preview).toContain('Email and phone belong to two different customers')
  })

  it.each([
    [
      'UTF-8 with its mark',
      new TextEncoder().encode('\ufeffName,Email\nJoão Um,joao1@example.com'),
      'João Um',
    ],
    ['UTF-16', utf16('\ufeffName\tEmail\nJoão Dois\tjoao2@example.com'), 'João Dois'],
    ['Windows-1252', latin1('Name;Email\nJo\u00e3o Tr\u00eas;joao3@example.com'), 'João Três'],
  ])('is read in %s', async (_, bytes, name) => {
    await broughtIn(bytes)
    expect(await byName(name)).toMatchObject([{ name }])
  })

  it('of thousands is brought in by as many presses as it takes, and goes on where it was cut off', async () => {
    const file = `name,email\n${Array.from({ length: 450 }, (_, n) => `Muitos ${n},muitos${n}@example.com`).join('\n')}`
    const bytes = new TextEncoder().encode(file)
    const row = await takeFile(world, { id: 'imp_cut', name: 'cut.csv', bytes }, 'usr_rui', 1)
    if (isFileProblem(row)) throw new Error(row.problem)
    const read = readImportFile(bytes)
    if (isFileProblem(read)) throw new Error(read.problem)
    const reading = { columns: guessColumns(read.headers), existing: 'skip', callingCode: '' } as const
    const act = (at: number) => ({ ...actorNamed('usr_rui'), at })
    let batches = 0
    const DB = new Proxy(world.DB, {
      get: (db, name) => {
        if (name !== 'batch') {
          const found = Reflect.get(db, name)
          return typeof found === 'function' ? found.bind(db) : found
        }
        return (all: D1PreparedStatement[]) => {
          batches += 1
          // The third batch is the second look-up, the fourth the second step.
          if (batches === 4) throw new Error('the process ended')
          return db.batch(all)
        }
      },
    })
    await expect(runImport({ ...world, DB }, row, read, reading, act(1))).rejects.toThrow('the process ended')
    const cut = await importById(world.DB, row.id)
    expect(cut).toMatchObject({ doneTo: 200, created: 200, finishedAt: null })
    if (cut === null) throw new Error('noted')
    expect(await runImport(world, cut, read, reading, act(2))).toMatchObject({
      created: 450,
      doneTo: 450,
      finishedAt: 2,
    })
    const n = await world.DB.prepare("SELECT count(*) AS n FROM customer_terms WHERE term = 'muitos'").first(
      'n',
    )
    expect(n).toBe(450)
    // Each customer's line says who and from where; the import has one line, however many steps and runs it took.
    const told = `SELECT count(*) AS n FROM audits JOIN customers ON customers.id = subject
      WHERE action = 'customer_created' AND name LIKE 'Muitos %' AND role = 'admin' AND came_from = '192.0.2.0/24 PT'
        AND after ->> 'email' = customers.email AND before IS NULL`
    expect(await world.DB.prepare(told).first('n')).toBe(450)
    const summaries = await world.DB.prepare('SELECT * FROM audits WHERE subject = ?').bind(row.id).all()
    expect(summaries.results).toMatchObject([
      { action: 'customers_imported', by: 'usr_rui', role: 'admin', at: 2 },
    ])
    expect(JSON.parse(String(summaries.results[0]?.after))).toEqual({
      file: 'cut.csv',
      lines: 450,
      created: 450,
      updated: 0,
      skipped: 0,
      refused: 0,
    })
  })
})

describe('a file that was only looked at', () => {
  it('is forgotten by the clock after a week', async () => {
    const bytes = new TextEncoder().encode('name\nEsquecida')
    const [old, fresh] = [
      { id: 'imp_old', name: 'a', bytes },
      { id: 'imp_fresh', name: 'b', bytes },
    ]
    await takeFile(world, old, 'usr_rui', Date.now() - 7.5 * 86_400_000)
    await takeFile(world, fresh, 'usr_rui', Date.now())
    await everyMinute(world, Date.now())
    expect(await world.IMAGES.head('imports/imp_old')).toBeNull()
    expect(await world.IMAGES.head('imports/imp_fresh')).not.toBeNull()
    expect(textOf(await (await rui.get('/admin/customers/imports/imp_old')).text())).toContain(
      'no longer here',
    )
  })
})

describe('the list as a file', () => {
  it('holds everybody who was searched for, also where the page shows the first of them only', async () => {
    const lines = Array.from({ length: 70 }, (_, n) => `Quitéria ${n}`)
    await broughtIn(new TextEncoder().encode(`name\n${lines.join('\n')}`))
    const csv = await (await rui.get('/admin/customers/export.csv?q=quiteria')).text()
    expect(csv.trimEnd().split('\r\n')).toHaveLength(71)
  })

  it('comes back as it went out, formulas and phone numbers too', async () => {
    const made = await shop.post('/customers', {
      name: '=SUM(A1)',
      email: 'ida@example.com',
      phone: '+351912345077',
      tags: ['volta'],
      notes: '-1, "two"\nthree',
    })
    const { id } = await made.json<{ id: string }>()
    const response = await rui.get('/admin/customers/export.csv?tag=volta')
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="customers-\d{4}-\d\d-\d\d.csv"$/,
    )
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const csv = new TextDecoder().decode(bytes)
    expect(csv).toContain("'=SUM(A1),ida@example.com,'+351912345077")
    expect(csv.trimEnd().split('\r\n')).toHaveLength(2)
    await world.DB.batch([
      world.DB.prepare('DELETE FROM customer_terms WHERE customer_id = ?').bind(id),
      world.DB.prepare('DELETE FROM customer_tags WHERE customer_id = ?').bind(id),
      world.DB.prepare('DELETE FROM customers WHERE id = ?').bind(id),
    ])
    await broughtIn(bytes)
    expect(await byName('345077')).toMatchObject([
      { name: '=SUM(A1)', email: 'ida@example.com', tags: ['volta'], notes: '-1, "two"\nthree' },
    ])
  })
})

function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2)
  const view = new DataView(bytes.buffer)
  for (let n = 0; n < text.length; n += 1) view.setUint16(2 * n, text.charCodeAt(n), true)
  return bytes
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}
