import type { Context } from 'hono'
import type { PersonReading } from '../../durable-objects/person-reading.ts'
import { may } from '../../src/permission.ts'
import { looksAfter } from '../../src/reach.ts'
import type { Area } from '../../views/admin/people-view.ts'
import { PersonForm, type PersonValues } from '../../views/admin/person-form.tsx'
import { PersonPage, type PersonPageProps } from '../../views/admin/person-page.tsx'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { reachFor } from '../reach.ts'
import { refusePage } from '../refuse.tsx'
import { personFor } from '../staffing.ts'
import { currentSession } from './person-access.ts'
import { choices } from './person-form.ts'
import { personView } from './person-view.ts'

/** Finds whom the path names and goes on with them; nobody, and nobody of theirs, is a page that says so. */
export function of(area: Area) {
  const kind = area === 'staff' ? 'usr' : 'dev'
  return async (
    c: Context<AppEnv>,
    to: 'read' | 'change' | 'end',
    then: (person: PersonReading) => Response | Promise<Response>,
  ): Promise<Response> => {
    const person = await personFor(c, kind, c.req.param('person') ?? '', to)
    return person === null ? refusePage(c, 404) : then(person)
  }
}

/** Whether the reader may change people at all. */
export function mayChange(c: Context<AppEnv>): boolean {
  return may(c.get('principal'), 'staff:write')
}

/** Somebody's page; 409 with the reason where something was refused. */
export function personPage(
  c: Context<AppEnv>,
  area: Area,
  person: PersonReading,
  refused: PersonPageProps['refused'] = null,
): Response | Promise<Response> {
  return c.html(
    <PersonPage
      frame={frameFor(c, c.get('principal'))}
      area={area}
      person={personView(c, person)}
      mayChange={mayChange(c)}
      mayEnd={looksAfter(reachFor(c, 'sessions:end'), person.principal.stores)}
      current={currentSession(c)}
      yourself={c.get('principal').id === person.principal.id}
      done={DONE.find((known) => known === c.req.query('done')) ?? null}
      refused={refused}
      commandKey={crypto.randomUUID()}
    />,
    refused === null ? 200 : 409,
  )
}

const DONE = [
  'changed',
  'suspended',
  'archived',
  'ended',
  'passkey_removed',
  'pin_unlocked',
  'pin_removed',
] as const

/** The form of somebody who is there, of the version read. */
export function editPage(
  c: Context<AppEnv>,
  area: Area,
  { principal: { id, name }, version }: PersonReading,
  values: PersonValues,
  errors: Readonly<Record<string, string>>,
): Response | Promise<Response> {
  return c.html(
    <PersonForm
      frame={frameFor(c, c.get('principal'))}
      area={area}
      values={values}
      errors={errors}
      {...choices(c)}
      person={{ id, name, version }}
      yourself={c.get('principal').id === id}
      commandKey={crypto.randomUUID()}
    />,
    Object.keys(errors).length === 0 ? 200 : 422,
  )
}
