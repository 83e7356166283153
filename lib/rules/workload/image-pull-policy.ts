import { faultIf, judgeContainers } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from './examples';

/** What decides is the image's name: one that is fixed needs no second pull, one that moves needs it every time. */
export const imagePullPolicy: Rule = {
  id: 'workload/image-pull-policy',
  severity: 'warning',
  what: 'has a pull policy that does not fit its image',
  why: 'with Never a new node has no image at all; with a tag that moves, IfNotPresent runs whatever each node pulled first',
  fix: 'Leave imagePullPolicy out for a fixed image',
  sources: ['Kubernetes: Images, image pull policy'],
  covers: ['kube-score/container-image-pull-policy', 'polaris/pullPolicyNotAlways', 'checkov/CKV_K8S_15'],
  examples: {
    failing: cart({ container: 'imagePullPolicy: Never' }),
    mended: cart({ container: 'imagePullPolicy: IfNotPresent' }),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeContainers(world, ({ name, body, field }) => {
      const image = String(body.image ?? '');
      const moves = !image.includes('@') && (/:latest$/.test(image) || !/:[^:/]+$/.test(image));
      const policy = body.imagePullPolicy;
      return [
        ...faultIf(policy === 'Never', [...field, 'imagePullPolicy'], `container '${name}' never pulls its image`),
        ...faultIf(
          moves && policy === 'IfNotPresent',
          [...field, 'imagePullPolicy'],
          `container '${name}' keeps the first '${image}' that its node pulled`,
        ),
      ];
    }),
};
