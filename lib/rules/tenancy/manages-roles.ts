import { grantRule } from './grant-rule';

/** The API server holds this to the rights of whoever does it. */
export const managesRoles = grantRule({
  id: 'tenancy/manages-roles',
  severity: 'warning',
  what: 'may change who has which rights',
  why: 'whoever has it can pass on every right of their own, and take rights away from others',
  fix: 'Keep roles and bindings in the repository and let Flux apply them',
  sources: ['Kubernetes: Role Based Access Control Good Practices'],
  covers: ['checkov/CKV2_K8S_1', 'trivy/KSV-0050', 'trivy/KSV-0051', 'trivy/KSV-0052', 'trivy/KSV-0055'],
  rights: [
    {
      group: 'rbac.authorization.k8s.io',
      resources: ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
    },
  ],
  except: ({ names }) => names.length > 0,
  failing: '{ apiGroups: [rbac.authorization.k8s.io], resources: [rolebindings], verbs: [create] }',
  mended: '{ apiGroups: [rbac.authorization.k8s.io], resources: [rolebindings], verbs: [get] }',
});
