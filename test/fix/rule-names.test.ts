import { readArtifacts } from '../../lib/artifact/read/artifacts';
import { fixFiles } from '../../lib/fix/fix-files';
import { judge } from '../../lib/report/verdict';

const deployment = (spec: string, { labels = '{ app: cart }', annotations = '{}' } = {}): string =>
  `apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: shop }
spec:
  selector: { matchLabels: { app: cart } }
  template:
    metadata: { labels: ${labels}, annotations: ${annotations} }
    spec: { containers: [{ name: cart, image: cart:1 }], ${spec} }
`;
const scaler = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: cart, namespace: shop }
spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: extensions/v1beta1, kind: Deployment, name: cart } }
`;
const service = `apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop }
spec: { type: LoadBalancer, loadBalancerIP: 10.0.0.4, ports: [{ port: 80 }] }
`;
const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: cart, namespace: shop, annotations: { kubernetes.io/ingress.class: nginx } }
spec: { defaultBackend: { service: { name: cart, port: { number: 80 } } } }
`;

describe('a fix', () => {
  it.each([
    ['of labels that a selector asks for', deployment('restartPolicy: Always', { labels: '{ a: b }' })],
    ['of an old label of nodes', deployment('nodeSelector: { beta.kubernetes.io/os: linux }')],
    [
      'of an old label in a term',
      deployment(
        'topologySpreadConstraints: [{ maxSkew: 1, topologyKey: failure-domain.beta.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule }]',
      ),
    ],
    ["of AKS's own label of pools", deployment('nodeSelector: { agentpool: apps }')],
    ['of the old field of an account', deployment('serviceAccount: cart')],
    [
      'of an annotation of old',
      deployment('restartPolicy: Always', {
        annotations: '{ seccomp.security.alpha.kubernetes.io/pod: runtime/default }',
      }),
    ],
    ['of the target of a scaler', deployment('restartPolicy: Always') + scaler],
    ['of the address of a Service', service],
    ['of the class of an Ingress', ingress],
  ])('%s names the rule whose finding it fixes', (_, content) => {
    const files = [{ path: 'a.yaml', content }];
    const artifacts = readArtifacts(files);
    const { fixed, notFixed } = fixFiles(files, artifacts, {});
    const found = judge(artifacts, { profile: 'strict' }).findings.map(({ rule, object }) => `${rule} ${object}`);
    const named = [...fixed.flatMap(({ fixes }) => fixes), ...notFixed].map(({ rule, object }) => `${rule} ${object}`);
    expect(named).not.toEqual([]);
    for (const one of named) expect(found).toContain(one);
  });
});
