import { Percent } from '../../../lib/core/percent';
import { Size } from '../../../lib/core/size';
import type { appsV1, coreV1 } from '../../../lib/kubernetes/api';
import { Scale } from '../../../lib/kubernetes/scaling/scale';
import { Namespace } from '../../../lib/kubernetes/tenancy/namespace';
import { Probe } from '../../../lib/kubernetes/workload/probes';
import { Spread } from '../../../lib/kubernetes/workload/spread';
import type { StatefulServiceProps } from '../../../lib/kubernetes/workload/stateful-props';
import { StatefulService } from '../../../lib/kubernetes/workload/stateful-service';
import { Volume } from '../../../lib/kubernetes/workload/volume';
import { emptyFolder, smallPlatform } from '../../support/world';
import {
  fakeCluster,
  messageOf,
  object,
  objects,
  onCluster,
  plainNamespace,
  pool,
  problemsOf,
  refusals,
  SMALL,
  VIRTUAL,
} from './world';

const CLAIMS = { data: { path: '/var/lib/data', size: Size.gibibytes(32) } };

const stateful = (props: Partial<StatefulServiceProps> = {}, cluster = fakeCluster()) => {
  const { shop, acknowledged } = onCluster(cluster);
  const db = new StatefulService(shop, 'db', { ...SMALL, port: 5432, claims: CLAIMS, ...props });
  return { shop, acknowledged, db };
};
const set = (db: StatefulService): appsV1.StatefulSetSpec =>
  object(db, 'StatefulSet').spec as unknown as appsV1.StatefulSetSpec;
const pod = (db: StatefulService): coreV1.PodSpec => set(db).template.spec as coreV1.PodSpec;

describe('StatefulService', () => {
  it('renders its whole set of objects, with a Service for all pods and one that names each', () => {
    const { db } = stateful({ scale: Scale.onCpu({ min: 3, max: 5, target: Percent.of(60) }) });
    expect(objects(db).map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`)).toEqual([
      'ServiceAccount shop/db',
      'Service shop/db',
      'NetworkPolicy shop/db',
      'Service shop/db-headless',
      'StatefulSet shop/db',
      'PodDisruptionBudget shop/db',
      'HorizontalPodAutoscaler shop/db',
    ]);
    expect(object(db, 'Service', 'db-headless').spec).toEqual({
      type: 'ClusterIP',
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      selector: { 'app.kubernetes.io/name': 'db', 'app.kubernetes.io/managed-by': 'cdk-aks' },
      ports: [{ name: 'http', port: 5432, targetPort: 'http', protocol: 'TCP' }],
    });
    expect(set(db).serviceName).toBe('db-headless');
    expect(db.hostOf(0)).toBe('db-0.db-headless.shop.svc');
    expect(object(db, 'HorizontalPodAutoscaler').spec.scaleTargetRef).toEqual({
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      name: 'db',
    });
    expect(set(db)).not.toHaveProperty('replicas');
  });

  it.each(['1.28', '1.31', '1.34', '1.36'])('is taken by an API server of %s, under restricted security', (minor) => {
    const { shop } = stateful(
      {
        probes: { liveness: Probe.http('/live') },
        volumes: { '/tmp': Volume.scratch(Size.mebibytes(64)) },
        sidecars: [{ name: 'backup', ...SMALL, volumes: { '/backup': Volume.ownClaim('data', { readOnly: true }) } }],
        claimRetention: { whenDeleted: 'Delete', whenScaled: 'Retain' },
        podManagement: 'Parallel',
      },
      fakeCluster({ kubernetesVersion: minor }),
    );
    expect(refusals(shop, minor, 'restricted')).toEqual([]);
  });

  it('spreads over zones without telling revisions apart: its volumes are bound to zones', () => {
    const { db } = stateful();
    expect(set(db).replicas).toBe(3);
    expect(pod(db).topologySpreadConstraints).toEqual([
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'DoNotSchedule',
        nodeTaintsPolicy: 'Honor',
        labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'db' } },
      },
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'ScheduleAnyway',
        nodeTaintsPolicy: 'Honor',
        labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'db' } },
      },
    ]);
  });

  it('gives each pod its volumes, which stay, and a group that may write to them', () => {
    const { db } = stateful({ volumes: { '/data': Volume.scratch(Size.mebibytes(64)) } });
    expect(set(db).persistentVolumeClaimRetentionPolicy).toEqual({ whenDeleted: 'Retain', whenScaled: 'Retain' });
    expect(set(db).volumeClaimTemplates).toEqual([
      {
        metadata: { name: 'data', labels: { 'app.kubernetes.io/name': 'db' } },
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: 'managed-csi-premium',
          volumeMode: 'Filesystem',
          resources: { requests: { storage: '32Gi' } },
        },
      },
    ]);
    // The scratch volume of that path takes another name than the claim.
    expect(pod(db).volumes).toEqual([{ name: 'data-2', emptyDir: { sizeLimit: '64Mi' } }]);
    expect(pod(db).containers[0]?.volumeMounts).toEqual([
      { name: 'data-2', mountPath: '/data' },
      { name: 'data', mountPath: '/var/lib/data' },
    ]);
    expect(pod(db).securityContext).toMatchObject({ fsGroup: 1000, fsGroupChangePolicy: 'OnRootMismatch' });
    expect(pod(stateful({ runAsUser: 999 }).db).securityContext).toMatchObject({ runAsUser: 999, fsGroup: 999 });
    expect(pod(stateful({ runAsUser: 999, fsGroup: 5 }).db).securityContext).toMatchObject({ fsGroup: 5 });
    expect(pod(stateful({ claims: {} }).db).securityContext).not.toHaveProperty('fsGroup');
  });

  it('counts for the quota of its namespace, without pods of a rollout', () => {
    const { shop } = stateful({ scale: Scale.fixed(5) });
    expect(object(shop, 'ResourceQuota').spec.hard).toEqual({
      'requests.cpu': '500m',
      'requests.memory': '640Mi',
      pods: 5,
    });
  });

  it('has neither budget nor spread as a single pod, which somebody has to accept', () => {
    const spread = Spread.zones({ acceptFewerReplicas: 'a cache that is warm in a minute' });
    const { db, shop, acknowledged } = stateful({ scale: Scale.fixed(1), spread });
    expect(objects(db, 'PodDisruptionBudget')).toEqual([]);
    expect(pod(db)).not.toHaveProperty('topologySpreadConstraints');
    expect(problemsOf(shop)).toEqual([]);
    expect(acknowledged).toEqual([
      { path: 'shop/db', rule: 'availability/one-replica', reason: 'a cache that is warm in a minute' },
    ]);
  });

  it('does not run with fewer pods than zones unless that is accepted', () => {
    expect(problemsOf(stateful({ scale: Scale.fixed(2) }).shop)).toEqual([
      "[shop/db] 'scale.min' (2) is below the number of zones of its pools (3), so that a zone has no pod. Write 3 or more, or accept it with spread: Spread.zones({ acceptFewerReplicas: 'why' }). (workload/fewer-replicas-than-zones)",
    ]);
    expect(problemsOf(new StatefulService(plainNamespace(), 'db', { ...SMALL, scale: Scale.fixed(1) }))).toEqual([]);
  });

  it('tells everything wrong with its claims at once', () => {
    expect(
      messageOf(() =>
        stateful({
          claims: {
            Data: { path: 'var', size: Size.zero },
            shared: { path: '/shared', size: Size.gibibytes(8), accessMode: 'ReadWriteMany' },
            large: { path: '/shared', size: Size.tebibytes(64), storageClass: 'Own Class' },
            huge: { path: '/huge', size: Size.tebibytes(64) },
          },
          sidecars: [{ name: 'backup', ...SMALL, volumes: { '/backup': Volume.ownClaim('shard') } }],
        }),
      ).split('\n'),
    ).toEqual([
      "[shop/db] 'claims.Data.path' (var) is not an absolute path below the root, without a colon. Write it as the container sees it, such as '/tmp'. (volume/path)",
      "[shop/db] 'sidecars[0].volumes['/backup']' (shard) is none of the claims of these pods: Data, shared, large, huge. Did you mean 'shared'? (volume/no-claim)",
      "[shop/db] 'claims' (Data) is not a DNS label (RFC 1123): 1 to 63 lower-case letters, digits and '-', starting and ending with a letter or digit. Did you mean 'data'? (name/dns-label)",
      "[shop/db] 'claims.Data.size' (0) is not a size that class 'managed-csi-premium' makes: above 0, at most 32767Gi. Write what it has to hold, such as Size.gibibytes(32). (storage/size)",
      "[shop/db] 'claims.shared.accessMode' (ReadWriteMany) is not what volumes of class 'managed-csi-premium' (disk.csi.azure.com) can do: a disk is for one node at a time. Write 'ReadWriteOnce', or use Azure Files or Blob, such as the class 'azurefile-csi-premium'. (storage/access-mode)",
      "[shop/db] 'claims.large.storageClass' (Own Class) is not a DNS subdomain (RFC 1123): 1 to 253 lower-case letters, digits, '-' and '.', every part starting and ending with a letter or digit. Did you mean 'own-class'? (name/dns-subdomain)",
      "[shop/db] 'claims.large.path' (/shared) is also the path of another volume. Choose another path. (volume/duplicate)",
      "[shop/db] 'claims.huge.size' (64Ti) is not a size that class 'managed-csi-premium' makes: above 0, at most 32767Gi. Write what it has to hold, such as Size.gibibytes(32). (storage/size)",
    ]);
  });

  it('takes access modes of shares, and of classes that nobody knows', () => {
    const claim = { path: '/shared', size: Size.gibibytes(100), accessMode: 'ReadWriteMany' } as const;
    for (const storageClass of ['azurefile-csi-premium', 'azureblob-nfs-premium', 'nobody-knows']) {
      expect(set(stateful({ claims: { shared: { ...claim, storageClass } } }).db).volumeClaimTemplates).toHaveLength(1);
    }
  });

  it('leaves room in its name for the revision of its pods', () => {
    const { shop } = onCluster();
    expect(messageOf(() => new StatefulService(shop, 'a'.repeat(53), { ...SMALL }))).toBe(
      `[shop/${'a'.repeat(53)}] 'id' (${'a'.repeat(53)}) has 53 characters; the name of a StatefulSet has at most 52, or its pods can't be labelled. Shorten it. (name/stateful-set)`,
    );
  });

  it('has no claims on virtual nodes', () => {
    const cluster = fakeCluster({ pools: [{ name: 'apps' }, VIRTUAL] });
    expect(
      messageOf(() =>
        stateful(
          { on: pool(cluster, 'virtual nodes'), pullSecretName: 'pull', probes: { startup: Probe.http('/') } },
          cluster,
        ),
      ),
    ).toBe(
      [
        "[shop/db] 'probes.startup' does not exist on virtual nodes. Leave it out, and give liveness an initialDelay. (virtual-nodes/unsupported)",
        "[shop/db] 'claims.data' is a volume that does not exist on virtual nodes. Run it on real nodes. (virtual-nodes/unsupported)",
      ].join('\n'),
    );
  });

  it('lends its claims to nobody else', () => {
    const { shop } = onCluster();
    expect(
      messageOf(() => new StatefulService(shop, 'db', { ...SMALL, volumes: { '/data': Volume.ownClaim('data') } })),
    ).toBe(
      "[shop/db] 'volumes['/data']' (data) is a claim of a pod's own, and only pods of a StatefulService have such. Use Volume.claim for a PersistentVolumeClaim of the namespace. (volume/no-claim)",
    );
  });

  it('is not written with smaller volumes than those that are there', () => {
    const folder = emptyFolder();
    const write = (gibibytes: number, storageClass?: string): unknown => {
      const { app, cluster } = smallPlatform(folder);
      const shop = new Namespace(cluster.kubernetes, 'shop');
      const claims = { data: { path: '/data', size: Size.gibibytes(gibibytes), storageClass } };
      new StatefulService(shop, 'db', { ...SMALL, port: 5432, claims });
      return app.synth();
    };
    write(32);
    expect(messageOf(() => write(16))).toBe(
      '[prod-aks/shop/db/Resource] apps/v1/StatefulSet/shop/db the change would be refused: spec.volumeClaimTemplates[0].spec.resources.requests.storage from "32Gi" to "16Gi"; the API server refuses it: storage cannot shrink from 32Gi to 16Gi. Mend it: it cannot be deployed like this. (change/refused)',
    );
    write(64);
  });
});
