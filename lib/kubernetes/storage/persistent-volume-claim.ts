import { Construct } from 'constructs';
import { dnsSubdomain } from '../../core/dns-names';
import { Problems } from '../../core/errors';
import type { StorageDriver } from '../../core/storage-classes';
import type { coreV1 } from '../api';
import { KubernetesObject, namespaceOf, objectName } from '../object';
import { checkClaim, type ClaimProps, driverOf, modeOf, renderClaim } from './claim';
import type { AccessMode, IVolumeClaim } from './contracts';
import { type IVolumeSnapshot, snapshotName } from './volume-snapshot';

export interface PersistentVolumeClaimProps extends ClaimProps {
  /**
   * What the volume holds from the start: a snapshot of this program, or the name of one of the namespace. Fixed at
   * creation.
   * @creation
   * @default - nothing
   */
  readonly restoreFrom?: IVolumeSnapshot | string;
}

/**
 * A volume that outlives the pods which mount it: `volumes: { '/data': Volume.claim(claim) }`. Flux leaves it in the
 * cluster when it is gone from the program.
 */
export class PersistentVolumeClaim extends Construct implements IVolumeClaim {
  readonly claimName: string;
  readonly namespaceName: string;
  readonly accessMode: AccessMode;
  readonly driver?: StorageDriver;

  constructor(scope: Construct, id: string, props: PersistentVolumeClaimProps) {
    super(scope, id);
    this.claimName = objectName(this);
    this.namespaceName = namespaceOf(this);
    this.accessMode = modeOf(props);
    this.driver = driverOf(props);
    const problems = new Problems(this);
    problems.attempt('id', () => dnsSubdomain(this.claimName, 'id'));
    problems.attempt(undefined, () => checkClaim(props));
    const from = problems.attempt('restoreFrom', () => snapshotName(props.restoreFrom, this.namespaceName));
    problems.throwIfAny();
    new KubernetesObject<coreV1.PersistentVolumeClaim>(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: this.claimName,
        labels: { 'app.kubernetes.io/managed-by': 'cdk-aks' },
        annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
      },
      spec: {
        ...renderClaim(props),
        ...(from === undefined
          ? {}
          : { dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: from } }),
      },
    });
  }
}
