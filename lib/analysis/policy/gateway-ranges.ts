import type { KubernetesObject } from '../../artifact/read/model';
import type { Artifacts } from '../../artifact/read/artifacts';
import { unknown, type Unknown } from '../../artifact/read/values';
import type { Cidr } from '../../core/cidr';
import { subnetRanges } from '../address/ranges';
import { resources } from '../cluster/blocks';
import { targetOf } from '../identity/identities';

const CLASS = 'azure-alb-external';

/**
 * Where Application Gateway for Containers calls pods from: the subnets that the load balancers of the cluster's stack are
 * in. Undefined for a Gateway of another class. Azure: "Application Gateway for Containers components".
 */
export function rangesOfGateway(
  gateway: KubernetesObject,
  artifacts: Artifacts,
): readonly Cidr[] | Unknown | undefined {
  const spec = gateway.body.spec as { readonly gatewayClassName?: unknown } | undefined;
  if (spec?.gatewayClassName !== CLASS) return undefined;
  const module = artifacts.clusterOf(gateway)?.block?.module;
  const own = resources(artifacts, 'azurerm_application_load_balancer_subnet_association').filter(
    (block) => block.module === module,
  );
  const subnets = own.map(({ arguments: fields }) => targetOf(artifacts, fields.subnet_id));
  const ranges = subnets.map((subnet) => (subnet ? subnetRanges(subnet) : unknown));
  if (ranges.length === 0) return unknown;
  return ranges.some((one) => one === unknown) ? unknown : (ranges as readonly (readonly Cidr[])[]).flat();
}
