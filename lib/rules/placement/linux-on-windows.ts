import { unknown } from '../../artifact/read/values';
import { mayRunOn, untolerated } from '../../analysis/scheduling/fit';
import { nodesFor } from '../../analysis/scheduling/node-groups';
import { asBody, type Workload } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster, workload } from '../sample';

const open = cluster({ pools: { apps: {}, win: { os_type: 'Windows' } } });
const tainted = cluster({ pools: { apps: {}, win: { os_type: 'Windows', node_taints: ['os=windows:NoSchedule'] } } });

/** Without a taint on the Windows pool, Linux pods that say nothing of their system land there. */
export const linuxOnWindows: Rule = {
  id: 'placement/linux-on-windows',
  severity: 'warning',
  what: 'may be put on a Windows node',
  why: 'the scheduler does not look into images: the pod lands on Windows and cannot start there',
  fix: 'Taint the Windows pool (os=windows:NoSchedule), or write the node selector kubernetes.io/os: linux',
  sources: ['Kubernetes: Windows containers in Kubernetes', 'Azure: Create Node Pools in AKS'],
  facts: ['WIN01'],
  examples: {
    failing: { 'cart.yaml': workload('cart'), 'cdk.tf.json': open },
    mended: { 'cart.yaml': workload('cart'), 'cdk.tf.json': tainted },
    notApplicable: { 'cart.yaml': workload('cart'), 'cdk.tf.json': cluster({ pools: { apps: {} } }) },
    unknown: { 'cart.yaml': workload('cart') },
  },
  *check({ workloads, artifacts }) {
    for (const workload of workloads) {
      const { object, os, podField } = workload;
      const nodes = nodesFor(object, artifacts);
      if (os === 'windows' || saysLinux(workload)) {
        yield notApplicable(object);
        continue;
      }
      if (!nodes) {
        yield notKnown(object, 'the pools of its cluster are not in these files');
        continue;
      }
      const windows = nodes.groups.filter((group) => group.os === 'windows');
      // As if it were Windows: only labels and taints keep it away.
      const reached = windows.find(
        (group) =>
          group.taints !== unknown &&
          !untolerated(workload.pod, group.taints) &&
          mayRunOn({ ...workload, os: 'windows' }, group, nodes.location).fits === true,
      );
      if (windows.length === 0) yield notApplicable(object);
      else if (!reached) yield compliant(object);
      else {
        yield finding(object, podField, {
          detail: `does not say that it runs on Linux, and Windows pool '${reached.name}' has no taint that keeps it away`,
        });
      }
    }
  },
};

function saysLinux({ pod }: Workload): boolean {
  return asBody(pod.os)?.name === 'linux' && asBody(pod.nodeSelector)?.['kubernetes.io/os'] === 'linux';
}
