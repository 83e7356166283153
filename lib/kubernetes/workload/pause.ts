/** Does nothing and needs next to nothing; the image that AKS nodes hold already as the root of each pod. */
export const PAUSE_IMAGE = 'mcr.microsoft.com/oss/kubernetes/pause:3.6';

/** The user that the image has for itself. */
export const PAUSE_USER = { runAsUser: 65535, runAsGroup: 65535 } as const;
