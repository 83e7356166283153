import { grantRule } from './grant-rule';

/** These objects decide who reaches whom. */
export const changesNetwork = grantRule({
  id: 'tenancy/changes-network',
  severity: 'warning',
  what: 'may change how pods are reached',
  why: 'whoever changes Services, routes or policies can draw traffic away, or lift what keeps others out',
  fix: 'Keep them in the repository and let Flux apply them',
  sources: ['Kubernetes: Role Based Access Control Good Practices'],
  covers: ['trivy/KSV-0056'],
  rights: [
    {
      group: '',
      resources: ['services', 'endpoints'],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
    },
    {
      group: 'discovery.k8s.io',
      resources: ['endpointslices'],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
    },
    {
      group: 'networking.k8s.io',
      resources: ['networkpolicies', 'ingresses'],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
    },
    {
      group: 'gateway.networking.k8s.io',
      resources: ['gateways', 'httproutes'],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
    },
  ],
  except: ({ names }) => names.length > 0,
  failing: '{ apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: [delete] }',
  mended: '{ apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: [get] }',
});
