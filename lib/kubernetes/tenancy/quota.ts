import { type ApiObject, Lazy } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { Cpu } from '../../core/cpu';
import { type Problems } from '../../core/errors';
import { Size } from '../../core/size';
import type { coreV1 } from '../api';
import { KubernetesObject } from '../object';
import type { Demand } from './demand';
import { SIDECAR } from './mesh';
import { demandOf } from './namespace-demand';
import type { NamespaceFacts } from './namespace-of';

/** The most that all pods of a namespace may request together. */
export interface QuotaProps {
  /** @default - what the workloads of the namespace request at their maxima */
  readonly cpu?: Cpu;
  /** @default - what the workloads of the namespace request at their maxima */
  readonly memory?: Size;
  /** @default - as many as the workloads of the namespace have at their maxima */
  readonly pods?: number;
}

/** Sum of all demands. */
export function totalOf(demands: readonly Demand[]): Required<QuotaProps> {
  return {
    cpu: demands.reduce((sum, { cpu, pods }) => sum.plus(cpu.times(pods)), Cpu.zero),
    memory: demands.reduce((sum, { memory, pods }) => sum.plus(memory.times(pods)), Size.zero),
    pods: demands.reduce((sum, { pods }) => sum + pods, 0),
  };
}

/** A quota that the namespace's own workloads never meet and a mistake does. */
export function renderQuota(scope: Construct, namespace: IConstruct, namespaceName: string, given: QuotaProps): void {
  new KubernetesObject<coreV1.ResourceQuota>(scope, 'Quota', {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'quota' },
    spec: Lazy.any({
      produce: (): coreV1.ResourceQuotaSpec => {
        const whole = quotaLimits(namespace, namespaceName, given);
        return {
          hard: {
            'requests.cpu': String(whole.cpu),
            'requests.memory': String(whole.memory),
            pods: whole.pods,
          },
        };
      },
    }),
  });
}

/** What is given, and for the rest what the namespace's workloads request at their maxima. */
export function quotaLimits(namespace: IConstruct, namespaceName: string, given: QuotaProps): Required<QuotaProps> {
  const demands = isWhole(given) ? [] : demandOf(namespace, namespaceName).demands;
  return {
    ...totalOf(isInMesh(namespace) ? demands.map(withSidecar) : demands),
    ...defined(given),
  };
}

function isInMesh(namespace: IConstruct & Partial<NamespaceFacts>): boolean {
  return namespace.meshRevision !== undefined;
}

/** The mesh adds a container to every pod, which counts too. */
function withSidecar(demand: Demand): Demand {
  return { ...demand, cpu: demand.cpu.plus(SIDECAR.cpu), memory: demand.memory.plus(SIDECAR.memory) };
}

/** What makes pods of a number that is not known here would meet the quota sooner or later. */
export function checkQuota(namespace: IConstruct, namespaceName: string, given: QuotaProps, problems: Problems): void {
  if (isWhole(given)) return;
  for (const maker of demandOf(namespace, namespaceName).unknown) {
    problems.add({
      property: 'quota',
      rule: `cannot be derived: nobody knows here ${whatIsUnknown(maker)}`,
      fix: 'Write quota: { cpu, memory, pods } with room for it, or quota: false',
      code: 'namespace/quota-unknown',
    });
  }
}

function whatIsUnknown({ kind, name, node }: ApiObject): string {
  const which = `${kind} '${name}' (${node.path})`;
  return kind === 'VerticalPodAutoscaler' ? `how much ${which} makes pods ask for` : `how many pods ${which} makes`;
}

function isWhole({ cpu, memory, pods }: QuotaProps): boolean {
  return cpu !== undefined && memory !== undefined && pods !== undefined;
}

function defined(given: QuotaProps): QuotaProps {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as QuotaProps;
}
