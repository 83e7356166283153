import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import { workloadsOf } from '../../../lib/analysis/workload/workloads';
import { podRequests } from '../../../lib/analysis/scheduling/requests';

function requests(spec: string): Record<string, string> {
  const content = `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n${spec}\n`;
  const [workload] = workloadsOf(readArtifacts([{ path: 'web.yaml', content }]));
  return Object.fromEntries([...podRequests(workload!)].map(([name, amount]) => [name, amount.toString()]));
}

const container = (name: string, cpu: string, more = ''): string =>
  `{ name: ${name}, image: x, resources: { requests: { cpu: ${cpu} } }${more} }`;

describe('podRequests', () => {
  it('adds up containers', () => {
    expect(requests(`  containers: [${container('a', '100m')}, ${container('b', '250m')}]`)).toEqual({ cpu: '350m' });
  });

  it('takes the largest init container where that is more', () => {
    expect(
      requests(
        `  containers: [${container('a', '100m')}]\n  initContainers: [${container('i', '2')}, ${container('j', '1')}]`,
      ),
    ).toEqual({ cpu: '2' });
  });

  it('counts sidecars beside containers and beside later init containers', () => {
    const sidecar = container('s', '300m', ', restartPolicy: Always');
    expect(requests(`  containers: [${container('a', '100m')}]\n  initContainers: [${sidecar}]`)).toEqual({
      cpu: '400m',
    });
    expect(
      requests(`  containers: [${container('a', '100m')}]\n  initContainers: [${sidecar}, ${container('i', '1')}]`),
    ).toEqual({ cpu: '1300m' });
  });

  it('takes limits for requests, and adds the overhead', () => {
    const limited = '{ name: a, image: x, resources: { limits: { cpu: 1, memory: 64Mi } } }';
    expect(requests(`  containers: [${limited}]\n  overhead: { cpu: 50m }`)).toEqual({ cpu: '1050m', memory: '64Mi' });
  });

  it('lets the resources of the whole pod win', () => {
    expect(requests(`  resources: { requests: { cpu: 3 } }\n  containers: [${container('a', '100m')}]`)).toEqual({
      cpu: '3',
    });
  });
});
