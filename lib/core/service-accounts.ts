/** A ServiceAccount that a component brings along, the same in every cluster. */
export interface WellKnownAccount {
  readonly namespace: string;
  readonly name: string;
}

/** Controller of Application Gateway for Containers, as its chart makes it. */
export const ALB_CONTROLLER: WellKnownAccount = { namespace: 'azure-alb-system', name: 'alb-controller-sa' };

/** Operator of the KEDA add-on. */
export const KEDA_OPERATOR: WellKnownAccount = { namespace: 'kube-system', name: 'keda-operator' };

/** The part of the Flux extension that fetches from Git. */
export const FLUX_SOURCE_CONTROLLER: WellKnownAccount = { namespace: 'flux-system', name: 'source-controller' };
