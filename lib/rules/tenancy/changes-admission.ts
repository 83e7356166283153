import { grantRule } from './grant-rule';

/** A webhook reads and rewrites everything that is applied. */
export const changesAdmission = grantRule({
  id: 'tenancy/changes-admission',
  severity: 'warning',
  what: 'may change what admission does',
  why: 'a webhook that is added sees every object that is applied, Secrets too, and may change it; one that is removed no longer holds anything up',
  fix: 'Leave webhook configurations to the operator that owns them, by resourceNames',
  sources: ['Kubernetes: Role Based Access Control Good Practices'],
  covers: ['checkov/CKV_K8S_155', 'trivy/KSV-0114'],
  rights: [
    {
      group: 'admissionregistration.k8s.io',
      resources: [
        'validatingwebhookconfigurations',
        'mutatingwebhookconfigurations',
        'validatingadmissionpolicies',
        'validatingadmissionpolicybindings',
      ],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
    },
  ],
  except: ({ names }) => names.length > 0,
  failing: '{ apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [patch] }',
  mended:
    '{ apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], resourceNames: [cert-manager-webhook], verbs: [patch] }',
});
