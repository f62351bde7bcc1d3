import { DurableObject } from 'cloudflare:workers'
import { assert } from '../src/assert.ts'
import { DIRECTORY_BYTES_MOST, type Directory, UNNAMED } from '../src/directory.ts'

/** The brand, its stores and partners: one document, one version, one owner. */
export class DirectoryObject extends DurableObject {
  read(): Directory {
    return this.ctx.storage.kv.get<Directory>('directory') ?? UNNAMED
  }

  /** Replaces the document if nobody changed it since `version`; gives the new one, or null when somebody did. */
  replace(version: number, directory: Directory): Directory | null {
    const { length } = new TextEncoder().encode(JSON.stringify(directory))
    assert(length <= DIRECTORY_BYTES_MOST, 'the directory stays one small document')
    return this.ctx.storage.transactionSync(() => {
      if (this.read().version !== version) return null
      const next = { ...directory, version: version + 1 }
      this.ctx.storage.kv.put('directory', next)
      return next
    })
  }
}
