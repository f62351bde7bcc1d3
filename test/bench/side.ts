/**
 * Who answers a request, as its header `bench-side` says: the product with its projection running, paused, or with
 * everything counted; the bare floor; or the bench's own controls.
 */
export type Side = 'running' | 'paused' | 'counted' | 'floor' | 'controls'
