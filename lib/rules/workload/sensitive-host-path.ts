import { posix } from 'node:path';
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
    judgeWorkloads(world, ({ pod, podField, containers }) =>
      asList(pod.volumes).flatMap((item, index): readonly Fault[] => {
        const volume = asBody(item) ?? {};
        const written = asBody(volume.hostPath)?.path;
        if (typeof written !== 'string') return [];
        // `/srv/../etc` is /etc to the kubelet as well.
        const path = posix.normalize(written).replace(/(.)\/$/, '$1');
        const field = [...podField, 'volumes', index, 'hostPath', 'path'];
        if (SOCKET.test(path)) return [{ field, detail: `mounts ${path}, the socket of the container runtime` }];
        const isSensitive =
          path === '/' || DIRECTORIES.some((folder) => path === folder || path.startsWith(`${folder}/`));
        if (isSensitive) return [{ field, detail: `mounts ${path} of the node` }];
        const isWritable = containers.some(({ body }) =>
          asList(body.volumeMounts).some(
            (mount) => asBody(mount)?.name === volume.name && asBody(mount)?.readOnly !== true,
          ),
        );
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
      }),
    ),
};
