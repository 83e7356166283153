import type { Construct } from 'constructs';
import type { Cpu } from '../../core/cpu';
import type { Size } from '../../core/size';
import type { coreV1 } from '../api';
import { KubernetesObject } from '../object';

/** What a container requests that says nothing itself. */
export interface DefaultRequests {
  readonly cpu: Cpu;
  readonly memory: Size;
}

/**
 * Requests for containers without any, such as those of charts and debuggers; a quota refuses pods without requests.
 * No default limits: they are refused where a container requests more, and virtual nodes refuse any limit that is not
 * the request.
 */
export function renderLimitRange(scope: Construct, { cpu, memory }: DefaultRequests): void {
  new KubernetesObject<coreV1.LimitRange>(scope, 'LimitRange', {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'default-requests' },
    spec: { limits: [{ type: 'Container', defaultRequest: { cpu: String(cpu), memory: String(memory) } }] },
  });
}
