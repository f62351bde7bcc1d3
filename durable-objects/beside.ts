/**
 * Another object as one object reaches it: by its name, in the deployment's jurisdiction, through a fresh stub for every
 * attempt, since one that threw is broken. What is born by such a call is born near its caller.
 */
export function beside<T extends Rpc.DurableObjectBranded>(
  namespace: DurableObjectNamespace<T>,
  name: string,
  jurisdiction = '',
): DurableObjectStub<T> {
  const located =
    jurisdiction === '' ? namespace : namespace.jurisdiction(jurisdiction as DurableObjectJurisdiction)
  return located.get(located.idFromName(name))
}
