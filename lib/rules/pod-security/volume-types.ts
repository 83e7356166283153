import { controlRule } from './control-rule';

/** A volume reaches beyond its pod only through a claim or a driver. */
export const volumeTypes = controlRule({
  id: 'pod-security/volume-types',
  what: 'mounts a volume of a type that pods need not have',
  why: 'types such as nfs, iscsi or a disk by its address carry the rights of the node into the pod',
  fix: 'Use a PersistentVolumeClaim, a csi volume, or one of the types that hold configuration',
  controls: ['restrictedVolumes'],
  level: 'restricted',
  safeguard: true,
  covers: ['trivy/KSV-0028', 'trivy/KSV-0121', 'azure-policy/16697877'],
  failing: { pod: ['volumes: [{ name: data, nfs: { server: 10.0.0.4, path: / } }]'] },
  mended: { pod: ['volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]'] },
});
