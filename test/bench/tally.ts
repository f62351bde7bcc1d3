/** Where something was asked: on the way of a request, or in an alarm, where a voucher is projected. */
export type Where = 'path' | 'projection'

/** What was asked there since the last `startTally`. */
export interface Asked {
  /** SQL inside objects: statements, and rows as the runtime bills them. */
  readonly sqlStatements: number
  readonly rowsRead: number
  readonly rowsWritten: number
  /** Each is one row written. */
  readonly alarmsSet: number
  readonly d1Statements: number
  readonly d1RowsRead: number
  readonly d1RowsWritten: number
}

/** The same in both places, with the calls between them. */
export interface Tally extends Readonly<Record<Where, Asked>> {
  /** Calls of a method of any object, from the Worker. */
  readonly objectCalls: number
  readonly alarmRuns: number
}

type Cursor = SqlStorageCursor<Record<string, SqlStorageValue>>

/** What is counted at once; rows are asked of the cursors at the end, when they have run. */
interface Count {
  readonly cursors: Cursor[]
  alarmsSet: number
  d1Statements: number
  d1RowsRead: number
  d1RowsWritten: number
}

// All objects of a Worker share its isolate locally, so one tally serves the Worker and them.
let tally = emptyTally()

/** Counts from here on. */
export function startTally(): void {
  tally = emptyTally()
}

/** What has been counted so far. */
export function readTally(): Tally {
  const { objectCalls, alarmRuns, path, projection } = tally
  return { objectCalls, alarmRuns, path: askedOf(path), projection: askedOf(projection) }
}

/** An alarm has begun to run. */
export function countAlarmRun(): void {
  tally.alarmRuns += 1
}

/** Counts every statement and every alarm that an object asks of its storage from now on. */
export function countStorage(storage: DurableObjectStorage, where: () => Where): void {
  const { sql } = storage
  const exec = sql.exec.bind(sql)
  sql.exec = ((statement: string, ...bindings: unknown[]) => {
    const cursor = exec(statement, ...bindings)
    tally[where()].cursors.push(cursor)
    return cursor
  }) as typeof sql.exec
  const setAlarm = storage.setAlarm.bind(storage)
  storage.setAlarm = (at, options) => {
    tally[where()].alarmsSet += 1
    return setAlarm(at, options)
  }
}

/** The namespace, with every call of its objects counted. */
export function countedNamespace<T extends Rpc.DurableObjectBranded>(
  namespace: DurableObjectNamespace<T>,
): DurableObjectNamespace<T> {
  return overriding(namespace, {
    get: (id: DurableObjectId, options?: DurableObjectNamespaceGetDurableObjectOptions) =>
      countedStub(namespace.get(id, options)),
  })
}

/** The database, with every statement and its rows counted. */
export function countedDatabase(db: D1Database, where: Where): D1Database {
  return overriding(db, {
    prepare: (query: string) => countedStatement(db.prepare(query), where),
    batch: async <T>(statements: D1PreparedStatement[]) => {
      const results = await db.batch<T>(statements)
      for (const result of results) count(result, where)
      return results
    },
  })
}

function countedStub<S extends object>(stub: S): S {
  return new Proxy(stub, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name)
      if (typeof method !== 'function') return method
      return (...args: unknown[]) => {
        tally.objectCalls += 1
        return Reflect.apply(method, target, args)
      }
    },
  })
}

function countedStatement(statement: D1PreparedStatement, where: Where): D1PreparedStatement {
  const all = async <T>() => count(await statement.all<T>(), where)
  return overriding(statement, {
    bind: (...values: unknown[]) => countedStatement(statement.bind(...values), where),
    all,
    run: all,
    first: async (column?: string) => {
      const [row] = (await all<Record<string, unknown>>()).results
      return (column === undefined ? row : row?.[column]) ?? null
    },
  })
}

function count<T>(result: D1Result<T>, where: Where): D1Result<T> {
  tally[where].d1Statements += 1
  tally[where].d1RowsRead += result.meta.rows_read
  tally[where].d1RowsWritten += result.meta.rows_written
  return result
}

function askedOf({ cursors, ...rest }: Count): Asked {
  return {
    ...rest,
    sqlStatements: cursors.length,
    rowsRead: cursors.reduce((rows, cursor) => rows + cursor.rowsRead, 0),
    rowsWritten: cursors.reduce((rows, cursor) => rows + cursor.rowsWritten, 0),
  }
}

function emptyTally() {
  const empty = (): Count => ({ cursors: [], alarmsSet: 0, d1Statements: 0, d1RowsRead: 0, d1RowsWritten: 0 })
  return { objectCalls: 0, alarmRuns: 0, path: empty(), projection: empty() }
}

/** The object with some methods in place of its own; native ones insist on being called on what they belong to. */
function overriding<T extends object>(object: T, methods: Readonly<Record<string, unknown>>): T {
  return new Proxy(object, {
    get: (target, name) => {
      if (typeof name === 'string' && name in methods) return methods[name]
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
