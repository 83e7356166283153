import { grantRule } from './grant-rule';

/** Who makes a pod may mount what lies in its namespace and run as any account there. */
export const createsPods = grantRule({
  id: 'tenancy/creates-pods',
  severity: 'warning',
  what: 'may make or change pods',
  why: 'a new pod may mount any Secret and run under any service account of the namespace, so this gives all that any of them has',
  fix: 'Let Flux apply workloads, and give this to nobody else',
  sources: ['Kubernetes: Role Based Access Control Good Practices'],
  covers: ['kube-linter/access-to-create-pods', 'trivy/KSV-0048'],
  rights: [
    { group: '', resources: ['pods', 'replicationcontrollers'], verbs: ['create', 'update', 'patch'] },
    {
      group: 'apps',
      resources: ['deployments', 'statefulsets', 'daemonsets', 'replicasets'],
      verbs: ['create', 'update', 'patch'],
    },
    { group: 'batch', resources: ['jobs', 'cronjobs'], verbs: ['create', 'update', 'patch'] },
  ],
  except: ({ names }) => names.length > 0,
  failing: '{ apiGroups: [apps], resources: [deployments], verbs: [create] }',
  mended: '{ apiGroups: [apps], resources: [deployments], verbs: [get, list] }',
});
