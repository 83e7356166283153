import { posix } from 'node:path';
import { enforcedLevel } from '../../analysis/pod-security/of-workloads';
import { asBody, asList } from '../../analysis/workload/workloads';
import { judgeWorkloads, type Fault } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from './examples';

const DIRECTORIES = [
  '/boot',
  '/dev',
  '/etc',
  '/lib',
  '/proc',
  '/root',
  '/sys',
  '/usr',
  '/var/lib/kubelet',
  '/var/run',
  '/run',
];
/** Made for others to mount: of plugins for devices and what watches them, and the clock and name of the node. */
const OFFERED = [
  '/var/lib/kubelet/device-plugins',
  '/var/lib/kubelet/pod-resources',
  '/etc/localtime',
  '/etc/machine-id',
];
const SOCKET = /(?:docker|containerd|crio|cri-dockerd)\.sock$/;

/** Some paths of the node are the node. */
export const sensitiveHostPath: Rule = {
  id: 'workload/sensitive-host-path',
  severity: 'error',
  what: 'mounts a path that hands out the node',
  why: "the socket of the container runtime, the credentials of the kubelet and the system's own folders make whoever holds them root on the node",
  fix: 'Remove the mount; where a tool for nodes needs it, mount the narrowest path read-only and acknowledge this',
  sources: ['Azure Policy: Kubernetes cluster pod hostPath volumes should only use allowed host paths'],
  covers: [
    'kube-linter/docker-sock',
    'kube-linter/sensitive-host-mounts',
    'kube-linter/writable-host-mount',
    'checkov/CKV_K8S_27',
    'trivy/KSV-0006',
    'trivy/KSV-0121',
  ],
  examples: {
    failing: cart({ pod: ['volumes: [{ name: runtime, hostPath: { path: /run/containerd/containerd.sock } }]'] }),
    mended: cart({ pod: ['volumes: [{ name: tmp, emptyDir: { sizeLimit: 1Gi } }]'] }),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeWorkloads(world, (workload) => {
      const enforced = enforcedLevel(workload, world);
      // Told here for pod-security/host-path-volumes too.
      const asEnforced = (fault: Fault): Fault =>
        enforced === undefined
          ? fault
          : {
              ...fault,
              severity: 'error',
              detail: `${fault.detail}; the namespace enforces ${enforced} and refuses its pods`,
            };
      const { pod, podField, containers } = workload;
      const faults = asList(pod.volumes).flatMap((item, index): readonly Fault[] => {
        const volume = asBody(item) ?? {};
        const written = asBody(volume.hostPath)?.path;
        if (typeof written !== 'string') return [];
        // `/srv/../etc` is /etc to the kubelet as well.
        const path = posix.normalize(written).replace(/(.)\/$/, '$1');
        const field = [...podField, 'volumes', index, 'hostPath'];
        if (SOCKET.test(path)) return [{ field, detail: `mounts ${path}, the socket of the container runtime` }];
        if (OFFERED.includes(path)) return [];
        const isSensitive =
          path === '/' || DIRECTORIES.some((folder) => path === folder || path.startsWith(`${folder}/`));
        const isWritable = containers.some(({ body }) =>
          asList(body.volumeMounts).some(
            (mount) => asBody(mount)?.name === volume.name && asBody(mount)?.readOnly !== true,
          ),
        );
        // Agents that measure nodes read there; who writes there owns the node.
        if (isSensitive)
          return [{ field, detail: `mounts ${path} of the node`, severity: isWritable ? 'error' : 'warning' }];
        return isWritable
          ? [
              {
                field,
                detail: `may write to ${path} of the node`,
                severity: 'warning',
                fix: 'Mount it with readOnly: true',
              },
            ]
          : [];
      });
      return faults.map(asEnforced);
    }),
};
