import { compliant, finding, notApplicable, type Rule } from '../rule';
import { workload } from '../sample';

const IMAGE = 'mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022';
const WINDOWS =
  /^mcr\.microsoft\.com\/(windows|dotnet\/framework)(\/|:|@|$)|[:/_-](nanoserver|windowsservercore|servercore)\b|ltsc20\d\d/i;

/** Images for Windows start on Windows nodes alone. */
export const windowsImage: Rule = {
  id: 'placement/windows-image-on-linux',
  severity: 'error',
  what: 'runs an image for Windows on Linux nodes',
  why: 'the image has no Linux variant: the kubelet cannot pull it, and the pod never starts',
  fix: 'Write os: { name: windows } and the node selector kubernetes.io/os: windows',
  sources: ['Kubernetes: Windows containers in Kubernetes', 'Azure: Windows Container Considerations in AKS'],
  facts: ['WIN10'],
  examples: {
    failing: { 'web.yaml': workload('web', { image: IMAGE }) },
    mended: {
      'web.yaml': workload('web', {
        image: IMAGE,
        pod: ['os: { name: windows }', 'nodeSelector: { kubernetes.io/os: windows }'],
      }),
    },
    notApplicable: { 'web.yaml': workload('web') },
  },
  *check({ workloads }) {
    for (const { object, os, containers } of workloads) {
      const windows = containers.filter(({ body }) => WINDOWS.test(String(body.image ?? '')));
      if (windows.length === 0) yield notApplicable(object);
      else if (os === 'windows') yield compliant(object);
      else {
        for (const { field, body, name } of windows) {
          yield finding(object, [...field, 'image'], {
            detail: `runs container '${name}' on Linux nodes, but '${String(body.image)}' is an image for Windows`,
          });
        }
      }
    }
  },
};
