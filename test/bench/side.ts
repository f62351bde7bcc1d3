/**
 * Who answers a request, as its header `bench-side` says. The product: `running` as deployed; `paused`, whose alarm is
 * armed and run and does nothing; `unarmed`, which arms none; `counted`, as running with everything counted. The bare
 * `floor`, and `outbox`, the floor that arms an alarm with each write. The bench's own `controls`.
 */
export type Side = 'running' | 'paused' | 'unarmed' | 'counted' | 'floor' | 'outbox' | 'controls'
