import type { FieldPath } from '../../artifact/field-path';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject, TerraformBlock } from '../../artifact/read/model';
import { textOf, unknown, type Unknown } from '../../artifact/read/values';
import { isComplete, resources } from '../../analysis/cluster/blocks';
import { gatewaysOf } from '../../analysis/gateway/listeners';
import { loadBalancerBehind, targetOf } from '../../analysis/identity/identities';
import { objectIndex } from '../../analysis/objects';
import { asBody, asList, at } from '../../analysis/workload/workloads';
import { mayBeElsewhere } from '../exposure/elsewhere';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents, object } from '../sample';
import { SETTINGS } from '../workload/examples';

const NAMES = 'alb.networking.azure.io';
const web = (balancer: string): string =>
  object('gateway.networking.k8s.io/v1', 'Gateway', 'web', [
    'spec: { gatewayClassName: azure-alb-external, listeners: [{ name: http, port: 80, protocol: HTTP }] }',
  ]).replace(
    'namespace: shop',
    `namespace: shop, annotations: { ${NAMES}/alb-namespace: shop, ${NAMES}/alb-name: ${balancer} }`,
  );
const BALANCER = object('alb.networking.azure.io/v1', 'ApplicationLoadBalancer', 'alb', [
  'spec: { associations: ["/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/n/subnets/alb"] }',
]);

/** A gateway is only as much as the load balancer in Azure that it names. */
export const loadBalancerMissing: Rule = {
  id: 'gateway/load-balancer-missing',
  severity: 'error',
  what: 'has no load balancer of Application Gateway for Containers behind it',
  why: 'the controller programs nothing: the gateway gets no address, and no caller an answer',
  fix: 'Name the load balancer by its id and one of its frontends, or an ApplicationLoadBalancer by name and namespace',
  sources: ['Azure: Application Gateway for Containers components', 'Azure: Deploy Application Gateway for Containers'],
  examples: {
    failing: { 'web.yaml': documents(web('albs'), BALANCER) },
    mended: { 'web.yaml': documents(web('alb'), BALANCER) },
    notApplicable: SETTINGS,
    unknown: { 'web.yaml': web('alb') },
  },
  *check({ artifacts }) {
    for (const gateway of gatewaysOf(artifacts)) {
      if (asBody(gateway.body.spec)?.gatewayClassName !== 'azure-alb-external') {
        yield notApplicable(gateway);
        continue;
      }
      const problem = problemOf(gateway, artifacts);
      if (problem === undefined) yield compliant(gateway);
      else if (problem === unknown) yield notKnown(gateway, 'its load balancer is not in these files');
      else yield finding(gateway, problem.field, { detail: problem.detail });
    }
  },
};

interface Problem {
  readonly field: FieldPath;
  readonly detail: string;
}

const ANNOTATIONS = ['metadata', 'annotations'];

function problemOf(gateway: KubernetesObject, artifacts: Artifacts): Problem | Unknown | undefined {
  const annotations = at(gateway.body, ANNOTATIONS) ?? {};
  const id = annotations[`${NAMES}/alb-id`];
  if (id !== undefined) return inAzure(gateway, id, artifacts);
  const [name, namespace] = [annotations[`${NAMES}/alb-name`], annotations[`${NAMES}/alb-namespace`]];
  if (typeof name !== 'string' || typeof namespace !== 'string') {
    return {
      field: ANNOTATIONS,
      detail: `names no load balancer: neither ${NAMES}/alb-id, nor alb-name with alb-namespace`,
    };
  }
  if (objectIndex(artifacts).beside(gateway, 'ApplicationLoadBalancer', name, namespace)) return undefined;
  if (mayBeElsewhere(gateway, 'ApplicationLoadBalancer', artifacts)) return unknown;
  const detail = `names ApplicationLoadBalancer '${namespace}/${name}', which does not exist`;
  return { field: [...ANNOTATIONS, `${NAMES}/alb-name`], detail };
}

/** A load balancer that Terraform makes: its frontends and where it reaches pods from are blocks of their own. */
function inAzure(gateway: KubernetesObject, id: unknown, artifacts: Artifacts): Problem | Unknown | undefined {
  const addresses = asList(asBody(gateway.body.spec)?.addresses).map((item) => asBody(item) ?? {});
  const index = addresses.findIndex(({ type }) => type === `${NAMES}/alb-frontend`);
  if (index < 0) {
    return {
      field: ['spec'],
      detail: `names a load balancer and no frontend of it: 'addresses' has none of type ${NAMES}/alb-frontend`,
    };
  }
  const balancer = loadBalancerBehind(id, gateway, artifacts);
  if (balancer === unknown || !isComplete(artifacts, balancer)) return unknown;
  const frontends = partsOf(balancer, 'azurerm_application_load_balancer_frontend', artifacts);
  const associations = partsOf(balancer, 'azurerm_application_load_balancer_subnet_association', artifacts);
  if (frontends === unknown || associations === unknown) return unknown;
  if (associations.length === 0) {
    const detail = `names load balancer '${balancer.name}', which is associated with no subnet: it reaches no pod`;
    return { field: [...ANNOTATIONS, `${NAMES}/alb-id`], detail };
  }
  const names = frontends.map(({ arguments: fields }) => textOf(fields.name));
  const value = addresses[index]?.value;
  if (names.includes(undefined) || String(value).includes('$')) return unknown;
  if (names.includes(String(value))) return undefined;
  const there = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
  return {
    field: ['spec', 'addresses', index, 'value'],
    detail: `names frontend '${String(value)}' of load balancer '${balancer.name}': ${there}`,
  };
}

/** Blocks of a type that belong to a load balancer; unknown where one may. */
function partsOf(balancer: TerraformBlock, type: string, artifacts: Artifacts): readonly TerraformBlock[] | Unknown {
  const owned = resources(artifacts, type)
    .filter(({ module }) => module === balancer.module)
    .map((block) => ({ block, owner: targetOf(artifacts, block.arguments.application_load_balancer_id) }));
  if (owned.some(({ owner }) => owner === undefined)) return unknown;
  return owned.filter(({ owner }) => owner === balancer).map(({ block }) => block);
}
