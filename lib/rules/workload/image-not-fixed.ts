import { finding, compliant, type Rule } from '../rule';

/** A tag that moves makes every restart a deploy that nobody reviewed. */
export const imageNotFixed: Rule = {
  id: 'workload/image-not-fixed',
  severity: 'error',
  what: 'runs an image whose tag moves',
  why: 'a restart, a new node or a scale-up may run other code than the one that was tested, and a rollback has nothing to go back to',
  fix: 'Name the image by digest, or by a tag that is never pushed again',
  sources: ['Kubernetes: Images', 'Azure: Operator best practices - Container image management in AKS'],
  covers: [
    'kube-linter/latest-tag',
    'kube-score/container-image-tag',
    'polaris/tagNotSpecified',
    'checkov/CKV_K8S_14',
    'trivy/KSV-0013',
    'azure-policy/021f8078',
  ],
  profiles: ['recommended', 'strict', 'azure-safeguards'],
  examples: {
    failing: { 'web.yaml': pod('nginx:latest') },
    mended: { 'web.yaml': pod('nginx:1.27.3') },
    notApplicable: { 'settings.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n' },
  },
  *check({ workloads }) {
    for (const { object, containers } of workloads) {
      for (const { name, body, field } of containers) {
        const image = String(body.image ?? '');
        const moving = movingTag(image);
        if (moving === undefined) yield compliant(object);
        else yield finding(object, [...field, 'image'], { detail: `container '${name}' runs '${image}', ${moving}` });
      }
    }
  },
};

/** Names of branches, stages and channels; a version behind one of them makes it fixed: `stable-1.4.2`. */
const MOVING =
  /^(latest|main|master|trunk|head|dev|develop|development|test|qa|stage|staging|prod|production|release|stable|edge|nightly|canary|current|lts|snapshot)$/i;

function movingTag(image: string): string | undefined {
  if (image.includes('@sha256:')) return undefined;
  const tag = /:([^:/]+)$/.exec(image)?.[1];
  if (tag === undefined) return 'which names no tag: that means latest';
  return MOVING.test(tag) ? `whose tag '${tag}' moves with every push` : undefined;
}

function pod(image: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec:\n  containers:\n    - name: web\n      image: ${image}\n`;
}
