import { grantRule } from './grant-rule';

/** Reading one Secret by its name is another thing than reading all. */
export const readsSecrets = grantRule({
  id: 'tenancy/reads-secrets',
  severity: 'warning',
  what: 'may read or change any Secret',
  why: 'a Secret holds the credentials of everybody else in the namespace, tokens of service accounts among them; list and watch give the content too',
  fix: 'Name the Secrets in resourceNames with the verb get, or read them from Key Vault',
  sources: ['Kubernetes: Role Based Access Control Good Practices'],
  covers: ['kube-linter/access-to-secrets', 'trivy/KSV-0041', 'trivy/KSV-0113', 'checkov/CKV2_K8S_5'],
  rights: [
    {
      group: '',
      resources: ['secrets'],
      verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'],
    },
  ],
  except: ({ names, verbs }) =>
    names.length > 0 && verbs.every((verb) => ['get', 'update', 'patch', 'delete'].includes(verb)),
  failing: "{ apiGroups: [''], resources: [secrets], verbs: [get, list] }",
  mended: "{ apiGroups: [''], resources: [secrets], resourceNames: [cart], verbs: [get] }",
});
