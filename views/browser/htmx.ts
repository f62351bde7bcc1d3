import 'htmx.org/dist/htmx.esm.js'
import { repeatEarlyChanges } from './early-changes.ts'
import './offline/register.ts'

repeatEarlyChanges(document)
