/**
 * Who answers a request, as its header `bench-side` says. The product with its projection `running`; `paused`: the
 * alarm runs at once and does nothing; `late`: the alarm is armed and stored, and runs an hour after; `counted`: as
 * running, with everything counted. The bare `floor`. The bench's own `controls`.
 */
export type Side = 'running' | 'paused' | 'late' | 'counted' | 'floor' | 'controls'
