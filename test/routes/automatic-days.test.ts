import { beforeAll, describe, expect, it } from 'vitest'
import { addDays, localDateOf, startOfDay } from '../../src/local-time.ts'
import { automaticDesk, clock, DAY, given, HOUR } from './automatic-desk.ts'
import { LUME, openLume, world } from './cast.ts'

const { zone } = LUME.brand
let desk: Awaited<ReturnType<typeof automaticDesk>>
beforeAll(async () => {
  await openLume()
  desk = await automaticDesk()
})

/** Noon of a day from today on. */
const today = localDateOf(Date.now(), zone)
const noonIn = (days: number) => startOfDay(addDays(today, days), zone) + 12 * HOUR
const birthdayIn = (days: number) => `1990${addDays(today, days).slice(4)}`
const wasThere = (customer: string, ago: number) =>
  world.DB.prepare('INSERT INTO visit_days VALUES (?, ?)').bind(customer, addDays(today, -ago)).run()

describe('An offer for birthdays', () => {
  it('is given on the day, once, with and without a year, and to nobody else', async () => {
    const [born, shy, other, none] = await Promise.all([
      desk.customer({ birthday: birthdayIn(0) }),
      desk.customer({ birthday: `-${birthdayIn(0).slice(4)}` }),
      desk.customer({ birthday: birthdayIn(1) }),
      desk.customer(),
    ])
    const { id } = await desk.published({ automatic: { on: 'birthday' } })
    for (const hour of [0, 1, 2]) await clock(noonIn(0) + hour * HOUR)
    expect(await Promise.all([born, shy, other, none].map((who) => given(who, id)))).toEqual([1, 1, 0, 0])
    await clock(noonIn(1))
    expect(await Promise.all([born, shy, other].map((who) => given(who, id)))).toEqual([1, 1, 1])
    await desk.end(id)
  })

  it('catches up where the clock stood still for days, but not for longer than a week', async () => {
    const all = await Promise.all([1, 2, 3, 13].map((days) => desk.customer({ birthday: birthdayIn(days) })))
    const { id } = await desk.published({ automatic: { on: 'birthday' } })
    await clock(noonIn(0))
    await clock(noonIn(3))
    expect(await Promise.all(all.map((who) => given(who, id)))).toEqual([1, 1, 1, 0])
    await clock(noonIn(20))
    expect(await Promise.all(all.map((who) => given(who, id)))).toEqual([1, 1, 1, 0])
    await desk.end(id)
  })

  it('does not make up for the days on which it was paused', async () => {
    const mina = await desk.customer({ birthday: birthdayIn(1) })
    const { id } = await desk.published({ automatic: { on: 'birthday' } })
    await clock(noonIn(0))
    await world.DB.prepare("UPDATE offers SET state = 'paused' WHERE id = ?").bind(id).run()
    await clock(noonIn(1))
    await world.DB.prepare("UPDATE offers SET state = 'published' WHERE id = ?").bind(id).run()
    await clock(noonIn(2))
    expect(await given(mina, id)).toBe(0)
    await desk.end(id)
  })

  it('reaches everybody where more have their birthday than one step takes', async () => {
    const day = addDays(today, 40)
    await world.DB.prepare(
      `INSERT INTO customers (id, name, card_token, birthday, tags, marketing, created_at, command, digest)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 450)
       SELECT 'cus_many' || i, 'Mina', 'card_many' || i, ?1, '[]', 0, 0, 'many ' || i, '' FROM n`,
    )
      .bind(`-${day.slice(4)}`)
      .run()
    const { id } = await desk.published({ automatic: { on: 'birthday' }, segments: ['vip'] })
    await clock(noonIn(40))
    const left = () =>
      world.DB.prepare("SELECT count(*) AS n FROM happenings WHERE customer_id LIKE 'cus_many%'").first('n')
    expect(await left()).toBe(250)
    await clock(noonIn(40) + HOUR)
    await clock(noonIn(40) + 2 * HOUR)
    expect(await left()).toBe(0)
    expect(
      await world.DB.prepare('SELECT day, after FROM offer_sweeps WHERE offer_id = ?').bind(id).first(),
    ).toEqual({ day: addDays(day, 1), after: '' })
    await desk.end(id)
  })
})

describe('An offer for whoever stayed away', () => {
  it('is given once they have not been there for so many days, and again only after they came back', async () => {
    const [away, back, lately] = await Promise.all([desk.customer(), desk.customer(), desk.customer()])
    await wasThere(away, 30)
    await wasThere(back, 30)
    await wasThere(back, 3)
    await wasThere(lately, 29)
    const { id } = await desk.published({ automatic: { on: 'absence', days: 30 } })
    await clock(noonIn(0))
    await clock(noonIn(0) + HOUR)
    expect(await Promise.all([away, back, lately].map((who) => given(who, id)))).toEqual([1, 0, 0])
    await clock(noonIn(1))
    await clock(noonIn(2))
    expect(await Promise.all([away, back, lately].map((who) => given(who, id)))).toEqual([1, 0, 1])
    await wasThere(away, -1)
    await clock(noonIn(31))
    expect(await given(away, id)).toBe(2)
    await desk.end(id)
  })

  it('knows both records of one person', async () => {
    const [kept, merged] = await Promise.all([desk.customer(), desk.customer()])
    await wasThere(merged, 10)
    await world.DB.prepare('UPDATE customers SET merged_into = ? WHERE id = ?').bind(kept, merged).run()
    const [here, gone] = await Promise.all([desk.customer(), desk.customer()])
    await wasThere(gone, 10)
    await wasThere(here, 2)
    await world.DB.prepare('UPDATE customers SET merged_into = ? WHERE id = ?').bind(here, gone).run()
    const { id } = await desk.published({ automatic: { on: 'absence', days: 10 } })
    await clock(noonIn(0))
    await clock(noonIn(0) + DAY / 4)
    expect(await Promise.all([kept, merged, here, gone].map((who) => given(who, id)))).toEqual([1, 0, 0, 0])
    await desk.end(id)
  })
})
