import type { BlockFix, ObjectFix } from './fix';
import { apiVersion } from './kubernetes/api-version';
import { ingressClass } from './kubernetes/ingress-class';
import { loadBalancerIp } from './kubernetes/load-balancer-ip';
import { namespaceLabels } from './kubernetes/namespace-labels';
import { nodeLabels } from './kubernetes/node-labels';
import { oldAnnotations } from './kubernetes/old-annotations';
import { scaleTarget } from './kubernetes/scale-target';
import { securityAnnotations } from './kubernetes/security-annotations';
import { serviceAccount } from './kubernetes/service-account';
import { templateLabels } from './kubernetes/template-labels';
import { renamedArguments } from './terraform/renamed-arguments';

/** Every fix of an object, in the order they are tried: labels first, since a version that is checked wants them. */
export const OBJECT_FIXES: readonly ObjectFix[] = [
  templateLabels,
  apiVersion,
  scaleTarget,
  serviceAccount,
  nodeLabels,
  ...securityAnnotations,
  ingressClass,
  ...oldAnnotations,
  loadBalancerIp,
  namespaceLabels,
];

/** Every fix of a resource or data source. */
export const BLOCK_FIXES: readonly BlockFix[] = renamedArguments;
