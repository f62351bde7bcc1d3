/** What was asked of storage and of other objects since the last `startTally`. */
export interface Tally {
  /** Calls of a method of any object, from the Worker. */
  readonly objectCalls: number
  readonly alarmRuns: number
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

// All objects of a Worker share its isolate locally, so one tally serves the Worker and them.
const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = []
let counts = { objectCalls: 0, alarmRuns: 0, alarmsSet: 0, d1Statements: 0, d1RowsRead: 0, d1RowsWritten: 0 }

/** Counts from here on. */
export function startTally(): void {
  cursors.length = 0
  counts = { objectCalls: 0, alarmRuns: 0, alarmsSet: 0, d1Statements: 0, d1RowsRead: 0, d1RowsWritten: 0 }
}

/** What has been counted so far. */
export function readTally(): Tally {
  const sum = (count: (cursor: (typeof cursors)[number]) => number) =>
    cursors.reduce((total, cursor) => total + count(cursor), 0)
  return {
    ...counts,
    sqlStatements: cursors.length,
    rowsRead: sum((cursor) => cursor.rowsRead),
    rowsWritten: sum((cursor) => cursor.rowsWritten),
  }
}

/** An alarm has begun to run. */
export function countAlarmRun(): void {
  counts.alarmRuns += 1
}

/** Counts every statement and every alarm that an object asks of its storage from now on. */
export function countStorage(storage: DurableObjectStorage): void {
  const { sql } = storage
  const exec = sql.exec.bind(sql)
  sql.exec = ((statement: string, ...bindings: unknown[]) => {
    const cursor = exec(statement, ...bindings)
    cursors.push(cursor)
    return cursor
  }) as typeof sql.exec
  const setAlarm = storage.setAlarm.bind(storage)
  storage.setAlarm = (at, options) => {
    counts.alarmsSet += 1
    return setAlarm(at, options)
  }
}

/** The namespace, with every call of its objects counted. */
export function countedNamespace<N extends DurableObjectNamespace<Rpc.DurableObjectBranded>>(namespace: N): N {
  return overriding(namespace, {
    get: (...args: Parameters<N['get']>) => countedStub(namespace.get(...args)),
    getByName: (...args: Parameters<N['getByName']>) => countedStub(namespace.getByName(...args)),
  })
}

/** The database, with every statement and its rows counted. */
export function countedDatabase(db: D1Database): D1Database {
  return overriding(db, {
    prepare: (query: string) => countedStatement(db.prepare(query)),
    batch: async <T>(statements: D1PreparedStatement[]) => {
      const results = await db.batch<T>(statements)
      for (const result of results) countResult(result)
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
        counts.objectCalls += 1
        return Reflect.apply(method, target, args)
      }
    },
  })
}

function countedStatement(statement: D1PreparedStatement): D1PreparedStatement {
  const all = async <T>() => countResult(await statement.all<T>())
  return overriding(statement, {
    bind: (...values: unknown[]) => countedStatement(statement.bind(...values)),
    all,
    run: all,
    first: async (column?: string) => {
      const [row] = (await all<Record<string, unknown>>()).results
      return (column === undefined ? row : row?.[column]) ?? null
    },
  })
}

function countResult<T>(result: D1Result<T>): D1Result<T> {
  counts.d1Statements += 1
  counts.d1RowsRead += result.meta.rows_read
  counts.d1RowsWritten += result.meta.rows_written
  return result
}

/** The object with some of its methods in place of its own; native ones insist on being called on what they belong to. */
function overriding<T extends object>(object: T, methods: Readonly<Record<string, unknown>>): T {
  return new Proxy(object, {
    get: (target, name) => {
      if (typeof name === 'string' && name in methods) return methods[name]
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
