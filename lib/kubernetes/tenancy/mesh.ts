import type { Construct } from 'constructs';
import type { ICluster } from '../../core/contracts';
import { Cpu } from '../../core/cpu';
import type { Problems } from '../../core/errors';
import { Size } from '../../core/size';
import type { networkingV1 } from '../api';
import { toEgress } from '../connect/rules';
import { KubernetesObject } from '../object';
import type { PodSecurityLevel } from './pod-security';

/** Which revision injects its sidecars. AKS skips `istio-injection: enabled` (ADD06). Azure: "Deploy the Istio add-on". */
export const REVISION_LABEL = 'istio.io/rev';

/** What a sidecar requests besides the pod's own. Istio: `global.proxy.resources`. */
export const SIDECAR = { cpu: Cpu.millis(100), memory: Size.mebibytes(128) };

/** Where the control plane of the add-on runs. */
const CONTROL_PLANE = 'aks-istio-system';
/** By which sidecars get their certificates and settings. Istio: "Application requirements", ports. */
const CONTROL_PORT = 15012;

/**
 * The revision that the pods of a namespace are injected by, or undefined where they are not.
 *
 * @param asked `true` for the first revision of the cluster's mesh
 */
export function meshRevision(
  asked: boolean | string | undefined,
  cluster: ICluster | undefined,
  podSecurity: PodSecurityLevel,
  problems: Problems,
): string | undefined {
  if (asked === undefined || asked === false) return undefined;
  const known = cluster?.features.meshRevisions;
  if (cluster && (known ?? []).length === 0) {
    problems.add({
      property: 'meshInjection',
      value: asked,
      rule: `asks for sidecars, and cluster '${cluster.clusterName}' has no mesh`,
      fix: "Give the cluster serviceMesh: { revisions: ['asm-1-29'] }, or leave it out",
      code: 'namespace/no-mesh',
    });
  }
  const revision = asked === true ? known?.[0] : asked;
  if (revision === undefined && !cluster) {
    problems.add({
      property: 'meshInjection',
      value: true,
      rule: 'asks for the revision of a mesh, and the cluster is not known in a plain App',
      fix: "Name the revision: meshInjection: 'asm-1-29'",
      code: 'namespace/mesh-revision',
    });
  } else if (revision !== undefined && known && known.length > 0 && !known.includes(revision)) {
    problems.add({
      property: 'meshInjection',
      value: revision,
      rule: `is not one of the revisions of cluster '${cluster?.clusterName}' (${known.join(', ')}), so that nothing would be injected`,
      fix: `Write '${known[0]}', or true`,
      code: 'namespace/mesh-revision',
    });
  }
  checkLevel(podSecurity, problems);
  return revision;
}

/** The init container that leads a pod's traffic through its sidecar changes the network of the pod. */
function checkLevel(podSecurity: PodSecurityLevel, problems: Problems): void {
  if (podSecurity === 'privileged') return;
  problems.add({
    property: 'podSecurity',
    value: podSecurity,
    rule: 'refuses the init container of the mesh, which adds the capabilities NET_ADMIN and NET_RAW, and with it every pod',
    fix: "Write podSecurity: 'privileged', and hold your own pods to the restricted standard by a policy",
    code: 'namespace/mesh-pod-security',
  });
}

/** Lets every sidecar of a namespace reach the mesh's control plane, without which no pod becomes ready. */
export function renderMeshPolicy(scope: Construct): void {
  const peer = {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': CONTROL_PLANE } },
    podSelector: { matchLabels: { app: 'istiod' } },
  };
  new KubernetesObject<networkingV1.NetworkPolicy>(scope, 'AllowMesh', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'allow-mesh' },
    spec: {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: toEgress([{ peer, ports: [{ port: CONTROL_PORT, protocol: 'TCP' }] }]),
    },
  });
}
