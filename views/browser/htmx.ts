import 'htmx.org/dist/htmx.esm.js'
import './offline/register.ts'
