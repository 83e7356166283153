import type { Problems } from '../../core/errors';

/** A certificate authority of yours in place of the one that the mesh makes up. Azure: "Plug in CA certificates for Istio". */
export interface MeshAuthorityProps {
  /** Resource id of the vault that holds all four; the secrets add-on's identity may read its secrets then. */
  readonly vaultId: string;
  /** Names of the secrets in the vault. */
  readonly rootCertificate: string;
  readonly certificate: string;
  readonly certificateChain: string;
  readonly key: string;
}

/** A mesh that Azure runs and upgrades. Azure: "Istio-based service mesh add-on for AKS". */
export interface ServiceMeshProps {
  /**
   * The revision that runs, or two next to each other while workloads move: `['asm-1-29', 'asm-1-30']`. Namespaces take the
   * first unless they name one. Which there are: `az aks mesh get-revisions`.
   */
  readonly revisions: readonly string[];
  /**
   * Runs a gateway behind an address of the network.
   * @default false
   */
  readonly internalIngress?: boolean;
  /**
   * Runs a gateway behind a public address.
   * @default false
   */
  readonly externalIngress?: boolean;
  /**
   * Signs the certificates of workloads by an authority of yours. A mesh that has signed its own must be taken away first
   * (ID20).
   * @default - the mesh signs its own
   */
  readonly certificateAuthority?: MeshAuthorityProps;
}

const REVISION = /^asm-1-(\d{2,3})$/;

/** What can't be a mesh: revisions that are none or not next to each other, and an authority that nobody may read. */
export function checkServiceMesh(
  mesh: ServiceMeshProps | undefined,
  keyVaultSecrets: boolean,
  problems: Problems,
): void {
  if (mesh === undefined) return;
  const minors = mesh.revisions.map((revision) => Number(REVISION.exec(revision)?.[1]));
  mesh.revisions.forEach((revision, index) => {
    if (!Number.isNaN(minors[index])) return;
    problems.add({
      property: `serviceMesh.revisions[${index}]`,
      value: revision,
      rule: 'is not a revision of the add-on',
      fix: "Write one such as 'asm-1-29'",
      code: 'mesh/revision',
    });
  });
  const [first, second] = minors;
  const apart = first !== undefined && second !== undefined && Math.abs(first - second) !== 1;
  if (mesh.revisions.length === 0 || mesh.revisions.length > 2 || apart) {
    problems.add({
      property: 'serviceMesh.revisions',
      value: mesh.revisions,
      rule: 'is neither one revision nor two next to each other',
      fix: "Write ['asm-1-29'], or ['asm-1-29', 'asm-1-30'] while workloads move",
      code: 'mesh/revisions',
    });
  }
  if (mesh.certificateAuthority && !keyVaultSecrets) {
    problems.add({
      property: 'serviceMesh.certificateAuthority',
      rule: 'is read through the add-on for secrets of Key Vault, and keyVaultSecrets is false',
      fix: 'Turn keyVaultSecrets on, or let the mesh sign its own',
      code: 'mesh/authority-unread',
    });
  }
}

/** `service_mesh_profile` as azurerm takes it. */
export function serviceMeshBlock(mesh: ServiceMeshProps | undefined) {
  if (mesh === undefined) return undefined;
  const authority = mesh.certificateAuthority;
  return {
    mode: 'Istio',
    revisions: [...mesh.revisions],
    internalIngressGatewayEnabled: mesh.internalIngress ?? false,
    externalIngressGatewayEnabled: mesh.externalIngress ?? false,
    certificateAuthority: authority && {
      keyVaultId: authority.vaultId,
      rootCertObjectName: authority.rootCertificate,
      certObjectName: authority.certificate,
      certChainObjectName: authority.certificateChain,
      keyObjectName: authority.key,
    },
  };
}
