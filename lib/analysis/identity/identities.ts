import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject, TerraformBlock } from '../../artifact/read/model';
import { Reference, textOf, unknown, type Unknown, type Value } from '../../artifact/read/values';
import { blockOf, resources } from '../cluster/blocks';

const LATE = /^\$\{([A-Z][A-Z0-9_]*)\}$/;
const LOAD_BALANCER_ID = /azurerm_application_load_balancer\.([\w-]+)\.id/;
const CLIENT_ID = /azurerm_user_assigned_identity\.([\w-]+)\.client_id/;

/**
 * The identity whose client id a manifest holds: behind a late value, or unknown for an id that only Azure knows whose it
 * is.
 */
export function identityBehind(
  text: unknown,
  object: KubernetesObject,
  artifacts: Artifacts,
): TerraformBlock | Unknown {
  return blockBehindLate(text, object, artifacts, 'azurerm_user_assigned_identity', CLIENT_ID);
}

/** The load balancer of Application Gateway for Containers whose id a manifest holds; unknown as for an identity. */
export function loadBalancerBehind(
  text: unknown,
  object: KubernetesObject,
  artifacts: Artifacts,
): TerraformBlock | Unknown {
  return blockBehindLate(text, object, artifacts, 'azurerm_application_load_balancer', LOAD_BALANCER_ID);
}

/** @param expression its first group is the name of the block in what the late value stands for */
function blockBehindLate(
  text: unknown,
  object: KubernetesObject,
  artifacts: Artifacts,
  type: string,
  expression: RegExp,
): TerraformBlock | Unknown {
  const cluster = artifacts.clusterOf(object);
  const name = LATE.exec(String(text))?.[1];
  if (!cluster?.block || name === undefined) return unknown;
  const module = artifacts.modules.find(({ folder }) => folder === cluster.block?.module);
  const output = module?.outputs.find((one) => one.name === name)?.body as { readonly value?: unknown } | undefined;
  const found = expression.exec(cluster.late[name] ?? String(output?.value ?? ''))?.[1];
  return resources(artifacts, type).find((block) => block.module === module?.folder && block.name === found) ?? unknown;
}

/** The last reference of a chain: what an output of another stack leads to. */
export function endOf(value: Value | undefined): Reference | undefined {
  if (!(value instanceof Reference)) return undefined;
  return value.value instanceof Reference ? endOf(value.value) : value;
}

/** The block at the end of a reference, where the files have it. */
export function targetOf(artifacts: Artifacts, value: Value | undefined): TerraformBlock | undefined {
  const end = endOf(value);
  return end && blockOf(artifacts, end);
}

/** A federated credential: tokens of this ServiceAccount stand for this identity. */
export interface Credential {
  readonly block: TerraformBlock;
  /** Undefined where the files don't tell. */
  readonly identity: TerraformBlock | undefined;
  readonly subject: string | undefined;
  /** Cluster whose issuer signs the tokens. */
  readonly cluster: TerraformBlock | undefined;
  /** False where it is written for other tokens than those of AKS pods: another issuer or audience. */
  readonly isForPods: boolean;
}

const credentials = new WeakMap<Artifacts, readonly Credential[]>();

export function credentialsOf(artifacts: Artifacts): readonly Credential[] {
  let found = credentials.get(artifacts);
  if (!found) {
    found = resources(artifacts, 'azurerm_federated_identity_credential').flatMap((block) => {
      const each = block.instances === unknown ? [block] : block.instances;
      return each.map(({ arguments: fields }) => ({
        block,
        identity: targetOf(artifacts, fields.parent_id ?? fields.user_assigned_identity_id),
        subject: textOf(fields.subject),
        cluster: targetOf(artifacts, fields.issuer),
        isForPods: isForPods(fields),
      }));
    });
    credentials.set(artifacts, found);
  }
  return found;
}

/** `system:serviceaccount:shop:cart` */
export function subjectOf(account: { readonly namespace: string; readonly name: string }): string {
  return `system:serviceaccount:${account.namespace}:${account.name}`;
}

/** Whether an identity trusts a subject of a cluster; unknown where a credential does not tell whose it is. */
export function trusts(
  identity: TerraformBlock,
  subject: string,
  cluster: TerraformBlock | undefined,
  artifacts: Artifacts,
): boolean | Unknown {
  const own = credentialsOf(artifacts).filter(
    (one) => one.isForPods && (one.identity === identity || one.identity === undefined),
  );
  const matching = own.filter((one) => one.subject === undefined || one.subject === subject);
  const here = matching.filter((one) => one.cluster === undefined || one.cluster === cluster);
  if (here.some((one) => one.identity === identity && one.subject === subject)) return true;
  return here.length > 0 ? unknown : false;
}

/** Issuers of AKS are known by their host; Entra takes the tokens of its own audience alone, one for each cloud. */
function isForPods(fields: Readonly<Record<string, Value>>): boolean {
  const issuer = textOf(fields.issuer);
  const source = endOf(fields.issuer);
  if (source?.address.includes('azurerm_kubernetes_cluster.') && source.attribute[0] !== 'oidc_issuer_url')
    return false;
  if (issuer !== undefined && !/\.oic\.[\w.-]*aks\.azure\./.test(issuer)) return false;
  const audiences = Array.isArray(fields.audience)
    ? (fields.audience as readonly Value[]).map(textOf)
    : [textOf(fields.audience)];
  return audiences.some((one) => one === undefined || /^api:\/\/AzureADTokenExchange(USGov|China)?$/.test(one));
}
