import { buildApp } from './app.ts'

export { DirectoryObject } from '../durable-objects/directory-object.ts'
export { PrincipalObject } from '../durable-objects/principal-object.ts'
export { VoucherObject } from '../durable-objects/voucher-object.ts'

export default buildApp()
