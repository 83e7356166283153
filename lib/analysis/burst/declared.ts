import { InvalidValue } from '../../core/errors';
import { asBody, type Workload } from '../workload/workloads';
import { parseRate } from './arrivals';

const RATE = 'cdk-aks.dev/rate';
const CONNECTIONS = 'cdk-aks.dev/connections';

/** Connections that each pod keeps open, and what the database takes of all. */
export interface Connections {
  /** Name of the database: those of one name are summed. */
  readonly to: string;
  readonly each: number;
  readonly limit: number;
}

/** Work that a pod does each second, as annotation `cdk-aks.dev/rate: 8/s`. @throws InvalidValue for what is no rate */
export function declaredRate(workload: Workload): number | undefined {
  const text = annotation(workload, RATE);
  return text === undefined ? undefined : parseRate(text, { path: workload.object.id, property: RATE });
}

/** Annotation `cdk-aks.dev/connections: orders-db=10/400`. @throws InvalidValue for one of another form */
export function declaredConnections(workload: Workload): Connections | undefined {
  const text = annotation(workload, CONNECTIONS);
  if (text === undefined) return undefined;
  const [, to, each, limit] = /^([\w.-]+)=(\d+)\/(\d+)$/.exec(text.trim()) ?? [];
  if (to !== undefined) return { to, each: Number(each), limit: Number(limit) };
  throw new InvalidValue({
    path: workload.object.id,
    property: CONNECTIONS,
    value: text,
    rule: 'does not tell a database, connections of a pod and its limit',
    fix: 'Write it as orders-db=10/400',
    code: 'burst/connections',
  });
}

function annotation({ object, annotations }: Workload, key: string): string | undefined {
  const own = asBody(asBody(object.body.metadata)?.annotations)?.[key] ?? annotations[key];
  return own === undefined ? undefined : String(own);
}
