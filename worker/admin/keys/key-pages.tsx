import type { Context } from 'hono'
import type { PersonReading } from '../../../durable-objects/person-reading.ts'
import { KeyForm, type KeyValues } from '../../../views/admin/keys/key-form.tsx'
import { KeyPage, type KeyPageProps } from '../../../views/admin/keys/key-page.tsx'
import type { AppEnv } from '../../env.ts'
import { frameFor } from '../../frame.ts'
import { keyStores } from './key-form.ts'
import { keyView } from './key-view.ts'

/** The form of a new key. */
export function newKeyPage(
  c: Context<AppEnv>,
  values: KeyValues,
  errors: Readonly<Record<string, string>>,
): Response | Promise<Response> {
  return formPage(c, values, errors, null, [])
}

/** The form of a key that is there, of the version read. */
export function editKeyPage(
  c: Context<AppEnv>,
  { principal: { id, name, stores }, version }: PersonReading,
  values: KeyValues,
  errors: Readonly<Record<string, string>>,
): Response | Promise<Response> {
  return formPage(c, values, errors, { id, name, version }, stores)
}

function formPage(
  c: Context<AppEnv>,
  values: KeyValues,
  errors: Readonly<Record<string, string>>,
  apiKey: { id: string; name: string; version: number } | null,
  kept: readonly string[],
): Response | Promise<Response> {
  return c.html(
    <KeyForm
      frame={frameFor(c, c.get('principal'))}
      values={values}
      errors={errors}
      stores={keyStores(c, kept)}
      apiKey={apiKey}
      commandKey={crypto.randomUUID()}
    />,
    Object.keys(errors).length === 0 ? 200 : 422,
  )
}

const DONE = ['changed', 'revoked', 'shown'] as const

/** A key's page; 409 with the reason where something was refused. */
export function keyPage(
  c: Context<AppEnv>,
  reading: PersonReading,
  refused: KeyPageProps['refused'],
): Response | Promise<Response> {
  return c.html(
    <KeyPage
      frame={frameFor(c, c.get('principal'))}
      apiKey={keyView(c, reading)}
      done={DONE.find((known) => known === c.req.query('done')) ?? null}
      refused={refused}
      commandKey={crypto.randomUUID()}
    />,
    refused === null ? 200 : 409,
  )
}
