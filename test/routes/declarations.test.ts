import { describe, expect, it } from 'vitest'
import { audienceOf } from '../../worker/allow.ts'
import { CALLS } from '../../worker/api/openapi.ts'
import { buildApp } from '../../worker/app.ts'

const all = buildApp().routes
const routes = all.filter(({ method }) => method !== 'ALL')

describe('every route says who it is for', () => {
  const paths = [...new Set(routes.map(({ method, path }) => `${method} ${path}`))]

  it('has routes at all', () => {
    expect(paths.length).toBeGreaterThan(30)
  })

  it.each(paths)('%s declares exactly one audience, before anything else', (route) => {
    const handlers = routes
      .filter(({ method, path }) => `${method} ${path}` === route)
      .map(({ handler }) => handler)
    const audiences = handlers.flatMap((handler) => audienceOf(handler) ?? [])
    expect(audiences).toHaveLength(1)
    expect(audienceOf(handlers[0] as object)).toBe(audiences[0])
  })

  it('has nothing that answers to every method beside what stands before whole stretches', () => {
    const anyMethod = all.filter(({ method }) => method === 'ALL').map(({ path }) => path)
    expect(anyMethod.filter((path) => !path.endsWith('*'))).toEqual([])
  })

  it('publishes every API route in openapi.json with the scope it asks for, and no other', () => {
    const served = routes
      .filter(
        ({ path, handler }) =>
          path.startsWith('/api/v1/') && audienceOf(handler) !== undefined && !path.endsWith('openapi.json'),
      )
      .map(
        ({ method, path, handler }) =>
          `${method} ${path.slice('/api/v1'.length).replace(/:(\w+)/g, '{$1}')} ${audienceOf(handler)}`,
      )
    const promised = CALLS.map(({ method, path, scope }) => `${method.toUpperCase()} ${path} ${scope}`)
    expect(served.toSorted()).toEqual(promised.toSorted())
  })
})
