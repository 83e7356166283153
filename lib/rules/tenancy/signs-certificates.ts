import { grantRule } from './grant-rule';

/** A signed certificate is a user of any name. */
export const signsCertificates = grantRule({
  id: 'tenancy/signs-certificates',
  severity: 'warning',
  what: 'may sign certificates of users',
  why: 'a certificate of the cluster makes its holder any user and any group, and cannot be taken back',
  fix: 'Remove the right; let signers of cert-manager or the cluster itself sign',
  sources: ['Kubernetes: Role Based Access Control Good Practices'],
  covers: ['checkov/CKV_K8S_156'],
  rights: [
    {
      group: 'certificates.k8s.io',
      resources: ['certificatesigningrequests/approval', 'certificatesigningrequests/status'],
      verbs: ['update', 'patch'],
    },
    { group: 'certificates.k8s.io', resources: ['signers'], verbs: ['approve', 'sign'] },
  ],
  except: ({ names }) => names.length > 0,
  failing: '{ apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests/approval], verbs: [update] }',
  mended: '{ apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests], verbs: [create] }',
});
