import type { AksApp, QueueWorker } from 'cdk-aks';
import type { Ground, Services } from './services';

/** Risks that are taken on purpose, besides the single pods of `services.ts`. Every report lists them with their reasons. */
export function accept(app: AksApp, ground: Ground, services: Services, processor: QueueWorker): void {
  const { name, cluster, windows, registry } = ground;
  app.acknowledge(
    cluster,
    'cluster/open-api-server',
    'Virtual nodes exclude authorized ranges; whoever calls must sign in to Entra',
  );
  for (const bursts of [services.product, processor]) {
    app.acknowledge(
      bursts,
      'schema/reference',
      'The pull secret of virtual nodes holds a token, so it is made by hand: see the README',
    );
  }
  app.acknowledge(
    services['rewards-registration'],
    'pod-security/root-allowed',
    'IIS starts as no other user than ContainerAdministrator; its nodes run nothing else',
  );
  if (name === 'dev') {
    const reason = 'Nobody is hurt when a service of dev is away for a minute';
    app.acknowledge(cluster.kubernetes, 'availability/autoscaler-minimum', reason);
    app.acknowledge(windows, 'pool/too-few-nodes', reason);
  } else {
    app.acknowledge(
      registry,
      'registry/open-network',
      'Builds push from addresses that change; all must sign in to Entra, and deploys name digests',
    );
  }
}
