import { asList } from '../../analysis/workload/workloads';
import { faultIf, judgeContainers } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from './examples';

/** The nodes of a cluster share few addresses, and Docker Hub counts pulls by address. */
export const imageFromDockerHub: Rule = {
  id: 'workload/image-from-docker-hub',
  severity: 'warning',
  what: 'pulls from Docker Hub without an account',
  why: 'anonymous pulls are limited by address, which all nodes share: a scale-up then waits; and anybody may publish images there',
  fix: 'Import the image into your own registry, or cache it there with an artifact cache rule',
  sources: [
    'Azure: Artifact cache in Azure Container Registry',
    'Azure: Operator best practices - Container image management in AKS',
  ],
  covers: ['trivy/KSV-0034'],
  examples: {
    failing: cart({ image: 'redis:7.4.1' }),
    mended: cart({ image: 'contoso.azurecr.io/hub/redis:7.4.1' }),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeContainers(world, ({ name, body, field }, { pod }) => {
      const image = String(body.image ?? '');
      if (image === '') return undefined;
      const isAnonymous = asList(pod.imagePullSecrets).length === 0;
      return faultIf(
        isAnonymous && isOnDockerHub(image),
        [...field, 'image'],
        `container '${name}' pulls '${image}' from Docker Hub without an account`,
      );
    }),
};

/** The first part is a registry where it has a dot or a port, or is localhost; without a registry it is Docker Hub. */
function isOnDockerHub(image: string): boolean {
  const [first = '', ...rest] = image.split('/');
  const registry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? first : 'docker.io';
  return /^(?:docker\.io|(?:index|registry-1)\.docker\.io|registry\.hub\.docker\.com)$/.test(registry);
}
