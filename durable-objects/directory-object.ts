import { DurableObject } from 'cloudflare:workers'
import { assert } from '../src/assert.ts'
import { DIRECTORY_BYTES_MOST, type Directory, UNNAMED } from '../src/directory.ts'
import type { Restoring } from './ledger-copy.ts'
import { StoredDocument } from './stored-document.ts'

/** The brand, its stores and partners: one document, one version, one owner. */
export class DirectoryObject extends DurableObject {
  readonly #document = new StoredDocument<Directory>(this.ctx.storage.kv, 'directory')

  read(): Directory {
    return this.#document.read() ?? UNNAMED
  }

  /** Takes a copied document over, with its version, where nobody has set anything up yet. */
  restore(copy: Directory): Restoring {
    return this.ctx.storage.transactionSync((): Restoring => {
      const present = this.#document.read()
      if (present !== null) return JSON.stringify(present) === JSON.stringify(copy) ? 'same' : 'different'
      this.#document.write(copy)
      return 'restored'
    })
  }

  /** Replaces the document if nobody changed it since `version`; gives the new one, or null when somebody did. */
  replace(version: number, directory: Directory): Directory | null {
    const { length } = new TextEncoder().encode(JSON.stringify(directory))
    assert(length <= DIRECTORY_BYTES_MOST, 'the directory stays one small document')
    return this.ctx.storage.transactionSync(() => {
      if (this.read().version !== version) return null
      const next = { ...directory, version: version + 1 }
      this.#document.write(next)
      return next
    })
  }
}
