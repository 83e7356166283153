import { dnsLabel, dnsSubdomain } from '../../core/dns-names';
import { InvalidValue, Problems } from '../../core/errors';
import type { Size } from '../../core/size';
import { BLOB_DRIVER } from '../../core/storage-classes';
import { didYouMean } from '../../core/suggest';
import type { coreV1 } from '../api';
import type { IVolumeClaim } from '../storage/contracts';

type Source = Omit<coreV1.Volume, 'name'>;
type VolumeKind = 'scratch' | 'azureFiles' | 'secret' | 'configMap' | 'claim' | 'ownClaim';

/** Files that a pod sees, and where they come from. Mounted at two paths or in two containers, it is the same files. */
export class Volume {
  /**
   * An empty folder for as long as the pod lives: what a read-only root needs for `/tmp`.
   *
   * @param size the pod is evicted above it; counts towards `resources.ephemeralStorage`
   * @param options.inMemory keeps it in memory, where it counts towards the memory limit. Linux only. Default false
   * @throws InvalidValue for a size of none, which the kubelet takes for no limit (volume/size)
   */
  static scratch(size: Size, options: { readonly inMemory?: boolean } = {}): Volume {
    if (size.inBytes === 0) {
      throw new InvalidValue({
        property: 'size',
        value: String(size),
        rule: 'limits nothing: the kubelet takes it for no limit',
        fix: 'Write what it may hold, such as Size.mebibytes(64)',
        code: 'volume/size',
      });
    }
    const inMemory = options.inMemory ?? false;
    const emptyDir = { sizeLimit: String(size), ...(inMemory ? { medium: 'Memory' as const } : {}) };
    return new Volume('scratch', { emptyDir }, false, inMemory);
  }

  /**
   * A share of Azure Files, without a claim; the only volume that virtual nodes take.
   *
   * @param options.share name of the share
   * @param options.secretName Secret of the namespace with `azurestorageaccountname` and `azurestorageaccountkey`
   */
  static azureFiles(options: {
    readonly share: string;
    readonly secretName: string;
    readonly readOnly?: boolean;
  }): Volume {
    const { share, readOnly = false } = options;
    const secretName = dnsSubdomain(options.secretName, 'secretName');
    // In-tree `azureFile` is refused by the Pod Security Standard `restricted`.
    const csi = { driver: 'file.csi.azure.com', readOnly, volumeAttributes: { shareName: share, secretName } };
    return new Volume('azureFiles', { csi }, readOnly, false);
  }

  /** The keys of a Secret of the namespace, a file each. */
  static secret(name: string): Volume {
    return new Volume('secret', { secret: { secretName: dnsSubdomain(name, 'name') } }, true, false);
  }

  /** The keys of a ConfigMap that something else makes, a file each. */
  static configMap(name: string): Volume {
    return new Volume('configMap', { configMap: { name: dnsSubdomain(name, 'name') } }, true, false);
  }

  /**
   * A claim of the namespace: a PersistentVolumeClaim or ExistingVolume of this program, or the name of one that is there.
   */
  static claim(claim: IVolumeClaim | string, options: { readonly readOnly?: boolean } = {}): Volume {
    const readOnly = options.readOnly ?? false;
    const claimName = typeof claim === 'string' ? dnsSubdomain(claim, 'name') : claim.claimName;
    const source = { persistentVolumeClaim: { claimName, readOnly } };
    return new Volume('claim', source, readOnly, false, undefined, typeof claim === 'string' ? undefined : claim);
  }

  /** A claim of the pod's own, as a StatefulService has them, for its sidecars and init containers. */
  static ownClaim(name: string, options: { readonly readOnly?: boolean } = {}): Volume {
    return Volume.ofTemplate(dnsLabel(name, 'name'), options.readOnly ?? false);
  }

  /** @internal As `ownClaim`, of a name that is checked elsewhere. */
  static ofTemplate(name: string, readOnly = false): Volume {
    return new Volume('ownClaim', {}, readOnly, false, name);
  }

  private constructor(
    readonly kind: VolumeKind,
    /** As the pod's list of volumes has it, without the name; empty for a claim of the pod's own. */
    readonly source: Source,
    readonly readOnly: boolean,
    readonly inMemory: boolean,
    /** Name of the claim of the pod's own. */
    readonly claimName?: string,
    /** The claim, where it is one of this program. */
    readonly claim?: IVolumeClaim,
  ) {}
}

/** Where volumes are seen, by absolute path. */
export type Mounts = Readonly<Record<string, Volume>>;

/** The volumes of a pod, gathered from its containers: one for each Volume, named after the first path it is seen at. */
export class PodVolumes {
  private readonly names = new Map<Volume, string>();

  /** @param claims names of the pod's own claims, which no other volume may have */
  constructor(private readonly claims: readonly string[] = []) {}

  /** The mounts of one container. */
  mount(mounts: Mounts = {}): readonly coreV1.VolumeMount[] {
    return Object.entries(mounts).map(([mountPath, volume]) => ({
      name: this.nameOf(volume, mountPath),
      mountPath,
      ...(volume.readOnly ? { readOnly: true } : {}),
    }));
  }

  get all(): readonly coreV1.Volume[] {
    return [...this.names].map(([volume, name]) => ({ name, ...volume.source }));
  }

  private nameOf(volume: Volume, path: string): string {
    if (volume.claimName !== undefined) return volume.claimName;
    const present = this.names.get(volume);
    if (present !== undefined) return present;
    const plain = path
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 50)
      .replace(/-$/, '');
    const taken = new Set([...this.names.values(), ...this.claims]);
    let name = plain;
    for (let count = 2; taken.has(name); count++) name = `${plain}-${count}`;
    this.names.set(volume, name);
    return name;
  }
}

const ABSOLUTE = /^(?:\/[^:]*[^:/][^:]*|[A-Za-z]:\\[^:]+)$/;

/** @throws CdkAksError for a path that is not absolute (volume/path), or stands for two things (volume/duplicate) */
export function checkMounts(mounts: Mounts, filePaths: readonly string[] = [], property = 'volumes'): void {
  const problems = new Problems();
  for (const path of [...Object.keys(mounts), ...filePaths]) {
    if (!ABSOLUTE.test(path)) {
      problems.add({
        property: path in mounts ? mountProperty(mounts[path], property) : 'files',
        value: path,
        rule: 'is not an absolute path below the root, without a colon',
        fix: "Write it as the container sees it, such as '/tmp'",
        code: 'volume/path',
      });
    }
  }
  for (const path of filePaths.filter((file) => file in mounts)) {
    problems.add({
      property: 'files',
      value: path,
      rule: `is also the path of a volume`,
      fix: 'Put the file beside the volume, or the volume elsewhere',
      code: 'volume/duplicate',
    });
  }
  problems.throwIfAny();
}

/** The path of a claim is given with the claim. */
function mountProperty(volume: Volume | undefined, property: string): string {
  const isOfClaim = volume?.claimName !== undefined && property === 'volumes';
  return isOfClaim ? `claims.${volume.claimName}.path` : property;
}

/** @throws InvalidValue for a claim that the pods don't have (volume/no-claim) */
export function checkOwnClaims(mounts: Mounts, claims: readonly string[], property = 'volumes'): void {
  for (const [path, { claimName }] of Object.entries(mounts)) {
    if (claimName === undefined || claims.includes(claimName)) continue;
    throw new InvalidValue({
      property: `${property}['${path}']`,
      value: claimName,
      rule:
        claims.length === 0
          ? "is a claim of a pod's own, and only pods of a StatefulService have such"
          : `is none of the claims of these pods: ${claims.join(', ')}`,
      fix: didYouMean(claimName, claims).trim() || 'Use Volume.claim for a PersistentVolumeClaim of the namespace',
      code: 'volume/no-claim',
    });
  }
}

/** @throws InvalidValue for a volume in memory, or of blobs, which Windows has not (volume/linux-only) */
export function checkWindowsMounts(mounts: Mounts, property = 'volumes'): void {
  const refuse = (path: string, rule: string, fix: string): InvalidValue =>
    new InvalidValue({ property: `${property}['${path}']`, rule, fix, code: 'volume/linux-only' });
  for (const [path, { inMemory, claim }] of Object.entries(mounts)) {
    if (inMemory) throw refuse(path, 'is kept in memory, which Windows nodes do not offer', 'Leave inMemory out');
    if (claim?.driver === BLOB_DRIVER) {
      throw refuse(path, 'is of blobs, which Windows nodes do not mount', 'Use Azure Files over SMB');
    }
  }
}
