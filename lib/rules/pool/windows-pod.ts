import { compliant, finding, notApplicable, type Rule } from '../rule';
import { object, workload } from '../sample';

const SPEC = ['os: { name: windows }'];

type Body = Readonly<Record<string, unknown>>;

/** Windows has no privileged containers; it has host processes. */
export const windowsPod: Rule = {
  id: 'pool/windows-pod-privileged',
  severity: 'error',
  what: 'runs on Windows with rights that only Linux has',
  why: 'the pod is refused',
  fix: 'Set securityContext.windowsOptions.hostProcess with hostNetwork for all containers, or leave privileged and hostNetwork out',
  sources: ['Azure: Windows Container Considerations in AKS', 'Azure: Use Windows HostProcess containers'],
  facts: ['WIN05'],
  examples: {
    failing: { 'agent.yaml': workload('agent', { pod: [...SPEC, 'hostNetwork: true'] }) },
    mended: { 'agent.yaml': workload('agent', { pod: SPEC }) },
    notApplicable: { 'cart.yaml': object('v1', 'ServiceAccount', 'cart', []) },
  },
  *check({ workloads }) {
    for (const { object: subject, os, pod, podField, containers } of workloads) {
      if (os !== 'windows') {
        yield notApplicable(subject);
        continue;
      }
      const privileged = containers.find(({ body }) => (body.securityContext as Body | undefined)?.privileged === true);
      if (privileged) {
        yield finding(subject, [...privileged.field, 'securityContext', 'privileged'], {
          detail: `container '${privileged.name}' is privileged, which Windows does not know`,
        });
      } else if (pod.hostNetwork === true && !isHostProcess(pod, containers)) {
        yield finding(subject, [...podField, 'hostNetwork'], {
          detail: "uses its node's network, which only host processes may on Windows",
        });
      } else yield compliant(subject);
    }
  },
};

function isHostProcess(pod: Body, containers: readonly { readonly body: Body }[]): boolean {
  const option = (body: Body): unknown =>
    ((body.securityContext as Body | undefined)?.windowsOptions as Body | undefined)?.hostProcess;
  return option(pod) === true || containers.every(({ body }) => option(body) === true);
}
