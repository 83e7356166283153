import { asList, at } from '../../analysis/workload/workloads';
import { faultIf, judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';
import { SETTINGS } from '../workload/examples';

const allowed = (prefix: string): string =>
  object(
    'constraints.gatekeeper.sh/v1beta1',
    'K8sAllowedRepos',
    'ours',
    ['spec:', '  parameters:', `    repos: ['${prefix}']`],
    '',
  );

/** A prefix without an end is met by more than was meant. */
export const allowedRepositoryPrefix: Rule = {
  id: 'tenancy/allowed-repository-prefix',
  severity: 'warning',
  what: 'allows registries that were not meant',
  why: "the prefix 'contoso.azurecr.io' is met by contoso.azurecr.io.example.org as well, which anybody can register",
  fix: "End the prefix with '/'",
  sources: ['Gatekeeper library: allowedrepos'],
  covers: ['trivy/KSV-0124'],
  examples: {
    failing: { 'ours.yaml': allowed('contoso.azurecr.io') },
    mended: { 'ours.yaml': allowed('contoso.azurecr.io/') },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeKinds(world, ['K8sAllowedRepos', 'K8sAllowedReposv2'], ({ body }) =>
      asList(at(body, ['spec', 'parameters'])?.repos).flatMap((prefix, index) =>
        faultIf(
          !/[/@]/.test(String(prefix).slice(String(prefix).indexOf('.'))),
          ['spec', 'parameters', 'repos', index],
          `'${String(prefix)}' is met by more registries than one`,
        ),
      ),
    ),
};
