import { DurableObject } from 'cloudflare:workers'

/** Counts what one caller gets wrong: a network, a device or a principal. */
export class LimiterObject extends DurableObject {}
