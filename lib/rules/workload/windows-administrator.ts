import { at } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { SETTINGS, cart } from './examples';

const windows = (user: string): readonly string[] => [
  'os: { name: windows }',
  ...(user === '' ? [] : [`securityContext: { windowsOptions: { runAsUserName: ${user} } }`]),
];

/** What root is on Linux. In the other profiles runAsNonRoot asks for it: the kubelet holds Windows pods to that as well. */
export const windowsAdministrator: Rule = {
  id: 'workload/windows-administrator',
  severity: 'warning',
  what: 'runs as the administrator of its Windows container',
  why: 'whoever gets into the container can change all of it, and has more of the node to try',
  fix: 'Write runAsUserName: ContainerUser, and runAsNonRoot: true',
  sources: [
    'Azure: Use Deployment Safeguards to Enforce Best Practices in AKS',
    'Kubernetes: Configure RunAsUserName for Windows pods and containers',
  ],
  covers: ['azure-policy/5485eac0'],
  profiles: ['azure-safeguards'],
  examples: {
    failing: cart({ pod: windows('ContainerAdministrator') }),
    mended: cart({ pod: windows('ContainerUser') }),
    notApplicable: { ...SETTINGS, ...cart() },
    unknown: cart({ pod: windows('') }),
  },
  *check({ workloads }) {
    for (const { object, pod, podField, containers, os } of workloads) {
      if (os !== 'windows') {
        yield notApplicable(object);
        continue;
      }
      const path = ['securityContext', 'windowsOptions'];
      const ofPod = at(pod, path)?.runAsUserName;
      const users = containers.map(({ body, field }) => {
        const own = at(body, path)?.runAsUserName;
        return { user: own ?? ofPod, field: [...(own === undefined ? podField : field), ...path, 'runAsUserName'] };
      });
      const administrators = users.filter(({ user }) => String(user).toLowerCase() === 'containeradministrator');
      for (const { field } of administrators) yield finding(object, field);
      if (administrators.length > 0) continue;
      if (users.every(({ user }) => user !== undefined)) yield compliant(object);
      else yield notKnown(object, 'the image says which user it runs as');
    }
  },
};
