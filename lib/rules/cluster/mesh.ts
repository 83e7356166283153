import { isSame } from '../../analysis/cluster/fields';
import { holds } from '../../analysis/cluster/truth';
import { minorOf } from '../../analysis/cluster/versions';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

/** Minors that each revision runs on. Azure: "Istio-based service mesh add-on support policy" (August 2026). */
const REVISIONS: Readonly<Record<string, readonly [number, number]>> = {
  'asm-1-28': [30, 35],
  'asm-1-29': [31, 36],
  'asm-1-30': [32, 36],
};
const MESH = { mode: 'Istio', internal_ingress_gateway_enabled: false };

/** One mesh, in a revision that its cluster can run. */
export const mesh: Rule = {
  id: 'cluster/mesh',
  severity: 'error',
  what: 'has a service mesh that its cluster cannot run',
  why: 'AKS refuses the setting, or the next upgrade of the cluster',
  fix: 'Use one mesh, in a revision that the Kubernetes version is listed for',
  sources: ['Azure: Istio-based service mesh add-on for AKS'],
  facts: ['ADD06', 'EG23'],
  examples: clusterExamples(
    { cluster: { open_service_mesh_enabled: true, service_mesh_profile: { ...MESH, revisions: ['asm-1-29'] } } },
    { cluster: { service_mesh_profile: { ...MESH, revisions: ['asm-1-29'] } } },
    {
      notApplicable: {},
      unknown: {
        cluster: {
          open_service_mesh_enabled: '${var.osm}',
          service_mesh_profile: { ...MESH, revisions: ['asm-1-29'] },
        },
      },
    },
  ),
  check: eachCluster(({ fields, kubernetesVersion, at }) => {
    const applies = fields.has('service_mesh_profile');
    const revisions = fields.texts('service_mesh_profile', 'revisions');
    const minor = minorOf(kubernetesVersion);
    return [
      {
        applies,
        wrong: isSame(fields.flag('open_service_mesh_enabled'), true),
        at: at('open_service_mesh_enabled'),
        detail: 'has Open Service Mesh beside Istio',
      },
      {
        applies,
        wrong:
          minor === undefined || minor === unknown
            ? false
            : holds(revisions, (all) => all.some((one) => isOutside(one, minor))),
        at: at('service_mesh_profile', 'revisions'),
        severity: 'warning',
        detail: 'has a revision of Istio that its version of Kubernetes is not listed for',
      },
    ];
  }),
};

function isOutside(revision: string, minor: number): boolean {
  const range = REVISIONS[revision];
  return range !== undefined && (minor < range[0] || minor > range[1]);
}
