import { clusterOf } from '../../analysis/cluster/clusters';
import { objectIndex } from '../../analysis/objects';
import { at } from '../../analysis/workload/workloads';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject } from '../../artifact/read/model';
import { unknown, type Unknown } from '../../artifact/read/values';
import { type Fault, judge } from '../judge';
import { notApplicable, notKnown, type Rule } from '../rule';
import { cluster, terraform } from '../sample';
import { shop } from './namespace-rule';

const REVISION = 'istio.io/rev';
const PLAIN = 'istio-injection';
const ENFORCE = 'pod-security.kubernetes.io/enforce';
const ADD_ON = /^asm-\d+-\d+$/;

const MESH = cluster({ cluster: { service_mesh_profile: { mode: 'Istio', revisions: ['asm-1-29'] } } });

/** The add-on injects by a label of its own, and into namespaces whose pod security lets its init container in. */
export const meshInjection: Rule = {
  id: 'tenancy/mesh-injection',
  severity: 'warning',
  what: 'asks for sidecars that its pods do not get',
  why: 'without a sidecar pods are outside the mesh: no mutual TLS, and none of its routes or policies',
  fix: 'Label the namespace istio.io/rev with a revision that the cluster runs, and leave istio-injection out',
  sources: [
    'Azure: Deploy Istio-based service mesh add-on for AKS',
    'Istio: Pod Security Admission',
    'Kubernetes: Pod Security Standards',
  ],
  facts: ['ADD06'],
  examples: {
    failing: { 'shop.yaml': shop(`${PLAIN}: enabled`), 'cdk.tf.json': MESH },
    mended: { 'shop.yaml': shop(`${REVISION}: asm-1-29`), 'cdk.tf.json': MESH },
    notApplicable: { 'shop.yaml': shop(), 'cdk.tf.json': MESH },
    unknown: { 'shop.yaml': shop(`${REVISION}: asm-1-29`), 'cdk.tf.json': terraform({}) },
  },
  *check({ artifacts }) {
    for (const namespace of objectIndex(artifacts).ofKind('Namespace')) {
      const labels = at(namespace.body, ['metadata', 'labels']) ?? {};
      const revision = labels[REVISION];
      const asks = labels[PLAIN] === 'enabled' || typeof revision === 'string';
      const revisions = asks ? revisionsOf(namespace, artifacts) : [];
      if (!asks) yield notApplicable(namespace);
      else if (revisions === unknown) yield notKnown(namespace, 'the mesh of its cluster is not in these files');
      else yield* judge(namespace, faults(labels, revisions));
    }
  },
};

function* faultsOf(labels: Readonly<Record<string, unknown>>, revisions: readonly string[]): Iterable<Fault> {
  const field = (label: string) => ['metadata', 'labels', label];
  const revision = labels[REVISION];
  const ofAddOn = revisions.length > 0;
  if (labels[PLAIN] === 'enabled' && ofAddOn) {
    yield { field: field(PLAIN), detail: `has the label ${PLAIN}, which the add-on of AKS skips` };
  }
  if (typeof revision !== 'string') return;
  if ((ofAddOn || ADD_ON.test(revision)) && !revisions.includes(revision)) {
    const running = ofAddOn ? `runs ${revisions.join(' and ')}` : 'has no mesh';
    yield { field: field(REVISION), detail: `names the revision ${revision}, and its cluster ${running}` };
  }
  const level = labels[ENFORCE];
  if (ofAddOn && (level === 'restricted' || level === 'baseline')) {
    yield {
      field: field(ENFORCE),
      detail: `enforces ${level} pods, which refuses the init container of every sidecar (NET_ADMIN, NET_RAW)`,
      fix: 'Enforce privileged and hold your own pods to the standard by a policy, or turn on Istio CNI, which needs no such container',
    };
  }
}

function faults(labels: Readonly<Record<string, unknown>>, revisions: readonly string[]): readonly Fault[] {
  return [...faultsOf(labels, revisions)];
}

/** Revisions of the mesh that AKS runs there; none for a cluster without, whose mesh may be one of your own. */
function revisionsOf(namespace: KubernetesObject, artifacts: Artifacts): readonly string[] | Unknown {
  const block = artifacts.clusterOf(namespace)?.block;
  const view = clusterOf(artifacts, block);
  if (view === undefined) return unknown;
  const { fields } = view;
  const has = fields.has('service_mesh_profile');
  if (has === unknown) return unknown;
  return has ? (fields.texts('service_mesh_profile', 'revisions') ?? []) : [];
}
