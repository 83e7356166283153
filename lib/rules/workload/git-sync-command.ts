import { asBody, asList } from '../../analysis/workload/workloads';
import { faultIf, judgeContainers } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from './examples';

const COMMANDS = [
  'GITSYNC_GIT',
  'GIT_SYNC_GIT',
  'GITSYNC_EXECHOOK_COMMAND',
  'GIT_SYNC_EXECHOOK_COMMAND',
  'GITSYNC_ASKPASS_URL',
  'GIT_ASKPASS_URL',
];

/** git-sync runs what its settings name, with its own rights. */
export const gitSyncCommand: Rule = {
  id: 'workload/git-sync-command',
  severity: 'warning',
  what: 'lets git-sync run a command of choice',
  why: 'whoever may change these settings, or the repository where the command lies, runs code with the rights of the pod',
  fix: 'Leave the command to the image, and let the program watch the link that git-sync moves',
  sources: ['Akamai: Git-Syncing into Trouble: Exploring Command Injection Flaws in Kubernetes'],
  covers: ['checkov/CKV_K8S_159'],
  examples: {
    failing: cart({
      image: 'registry.k8s.io/git-sync/git-sync:v4.4.0',
      container: 'env: [{ name: GITSYNC_GIT, value: /data/git }]',
    }),
    mended: cart({
      image: 'registry.k8s.io/git-sync/git-sync:v4.4.0',
      container: 'env: [{ name: GITSYNC_REF, value: main }]',
    }),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeContainers(world, ({ body, field }) => {
      if (!/(?:^|\/)git-sync(?::|@|$)/.test(String(body.image ?? ''))) return undefined;
      const env = asList(body.env).flatMap((item, index) =>
        faultIf(COMMANDS.includes(String(asBody(item)?.name)), [...field, 'env', index]),
      );
      const args = asList(body.args).flatMap((arg, index) =>
        faultIf(/^--?(?:git|exechook-command|askpass-url)(?:=|$)/.test(String(arg)), [...field, 'args', index]),
      );
      return [...env, ...args];
    }),
};
