/**
 * Where Flux's own objects live. The Flux extension of AKS lets no object refer to another namespace and acts as the
 * service account of the namespace it is in, so a release lies beside the configuration that applies it, wherever it
 * installs to. Azure: "Flux (GitOps) multi-tenancy".
 */
export const FLUX_NAMESPACE = 'flux-system';
