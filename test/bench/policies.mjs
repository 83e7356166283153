// Workloads with a network policy each, of the kinds that people write: by label, by namespace, by range, by named port.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NAMESPACES = 20;

/** Writes as many Deployments as asked for, each with a NetworkPolicy of its own, into a folder. */
export function writePolicies(folder, count) {
  mkdirSync(folder, { recursive: true });
  for (let index = 0; index < count; index++) {
    const objects = [deployment(index), policy(index, count)];
    writeFileSync(
      join(folder, `service-${index}.yaml`),
      objects.map((object) => JSON.stringify(object, undefined, 1)).join('\n---\n'),
    );
  }
}

const labelsOf = (index) => ({ app: `service-${index}`, tier: `tier-${index % 3}` });
const place = (index) => ({ name: `service-${index}`, namespace: `team-${index % NAMESPACES}` });

function deployment(index) {
  const container = { name: 'main', image: 'shop/main:1.0.0', ports: [{ containerPort: 8080, name: 'http' }] };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: place(index),
    spec: {
      selector: { matchLabels: { app: `service-${index}` } },
      template: { metadata: { labels: labelsOf(index) }, spec: { containers: [container] } },
    },
  };
}

function policy(index, count) {
  const neighbour = `service-${(index + NAMESPACES) % count}`;
  const otherTeam = { 'kubernetes.io/metadata.name': `team-${(index + 1) % NAMESPACES}` };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: place(index),
    spec: {
      podSelector: { matchLabels: { app: `service-${index}` } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [
            { podSelector: { matchLabels: { app: neighbour } } },
            { namespaceSelector: { matchLabels: otherTeam }, podSelector: { matchLabels: { tier: 'tier-1' } } },
            { ipBlock: { cidr: `10.${index % 250}.0.0/16` } },
          ],
          ports: [{ port: 'http' }],
        },
      ],
      egress: [
        {
          to: [
            {
              namespaceSelector: {},
              podSelector: { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['tier-2'] }] },
            },
            { ipBlock: { cidr: '0.0.0.0/0', except: [`10.${index % 250}.0.0/16`] } },
          ],
        },
      ],
    },
  };
}
