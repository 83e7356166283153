import { grantRule } from './grant-rule';

/** These verbs are how a right grows into all rights. */
export const escalates = grantRule({
  id: 'tenancy/escalates',
  severity: 'warning',
  what: 'may give itself more rights',
  why: 'bind and escalate lift the rule that nobody gives more rights than they have, and impersonate takes those of somebody else',
  fix: 'Remove these verbs; managing roles needs create and update, which are held to the rights of whoever uses them',
  sources: ['Kubernetes: Role Based Access Control Good Practices'],
  covers: ['checkov/CKV_K8S_157', 'checkov/CKV_K8S_158', 'checkov/CKV2_K8S_3', 'trivy/KSV-0043'],
  rights: [
    {
      group: 'rbac.authorization.k8s.io',
      resources: ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'],
      verbs: ['bind', 'escalate'],
    },
    { group: '', resources: ['users', 'groups', 'serviceaccounts'], verbs: ['impersonate'] },
  ],
  except: ({ names }) => names.length > 0,
  failing: '{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [escalate] }',
  mended: '{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [get, list] }',
});
