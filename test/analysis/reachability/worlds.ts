import { connectionsOf, type Reachability, reachabilityOf } from '../../../lib/analysis/reachability/reachability';
import type { Engine } from '../../../lib/analysis/reachability/engines';
import { worldOf } from '../../../lib/analysis/world';
import { type Artifacts, readArtifacts } from '../../../lib/artifact/read/artifacts';

/** A Deployment that listens on 8080, by the name `http`. */
export const deployment = (name: string, namespace = 'shop', pod: object = {}): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'main', image: 'a/b:1', ports: [{ containerPort: 8080, name: 'http' }] }], ...pod },
    },
  },
});

export const policy = (name: string, spec: object, namespace = 'shop'): object => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace },
  spec,
});

export const app = (name: string): object => ({ matchLabels: { app: name } });

export function artifactsOf(objects: readonly object[]): Artifacts {
  return readArtifacts([{ path: 'all.yaml', content: objects.map((one) => JSON.stringify(one)).join('\n---\n') }]);
}

export function reachOf(objects: readonly object[], engine?: Engine): Reachability {
  const [reach] = reachabilityOf(worldOf(artifactsOf(objects)), engine);
  if (!reach) throw new Error('no workload');
  return reach;
}

/** `shop/Deployment/web -> shop/Deployment/cart TCP 8080`, those between workloads. */
export function pairs(reach: Reachability): readonly string[] {
  return connectionsOf(reach)
    .filter(({ ends }) => 'pods' in ends.from && 'pods' in ends.to)
    .map(({ from, to, ports }) => `${from} -> ${to} ${ports.text}`);
}
