import * as kplus from 'cdk8s-plus-28';
import {
  adopt,
  AksApp,
  AksCluster,
  AzureDiskStorageClass,
  AzureFilesStorageClass,
  Cpu,
  DaemonService,
  Environment,
  ExistingStorage,
  ExistingVolume,
  Headroom,
  Microservice,
  Namespace,
  PersistentVolumeClaim,
  PriorityClass,
  Probe,
  Room,
  ScheduledJob,
  Size,
  StatefulService,
  StorageAccess,
  VirtualNetwork,
  Volume,
  VolumeSnapshot,
  VolumeSnapshotClass,
  Vpa,
  WorkloadIdentity,
} from '../../lib';
import { treeProblems } from '../support/conformance';
import { emptyFolder, objectsIn, readFiles } from '../support/world';

const ACCOUNT = '/subscriptions/0/resourceGroups/media/providers/Microsoft.Storage/storageAccounts/contoso';
const PROBES = { liveness: Probe.http('/live'), readiness: Probe.http('/ready') };
const small = {
  image: 'mcr.microsoft.com/contoso/app:1.4.2',
  runAsUser: 12_000,
  resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(128), ephemeralStorage: Size.mebibytes(64) },
};
const served = { ...small, port: 8080, probes: PROBES };

/** A program with every kind of workload and of storage, on a cluster over three zones. */
function program(directory: string): AksApp {
  const app = new AksApp({ directory, profile: 'strict' });
  const prod = new Environment(app, 'prod', { location: 'westeurope' });
  const network = new VirtualNetwork(prod, 'network', { addressSpace: '10.20.0.0/16' });
  const pool = { vmSize: 'Standard_D4ds_v5', scale: { min: 3, max: 9 } };
  const cluster = new AksCluster(prod, 'aks', {
    version: '1.35',
    network,
    zones: ['1', '2', '3'],
    admins: ['00000000-0000-0000-0000-000000000000'],
    systemPool: pool,
    verticalPodAutoscaler: true,
  });
  const apps = cluster.addNodePool('apps', pool).perZone();

  const disks = new AzureDiskStorageClass(cluster.kubernetes, 'disks');
  const files = new AzureFilesStorageClass(cluster.kubernetes, 'files');
  const snapshots = new VolumeSnapshotClass(cluster.kubernetes, 'snapshots');
  const critical = new PriorityClass(cluster.kubernetes, 'critical', { value: 1000 });

  const shop = new Namespace(cluster.kubernetes, 'shop');
  const access = StorageAccess.workloadIdentity(new WorkloadIdentity(prod, 'media'), { accountId: ACCOUNT });
  const media = new ExistingVolume(shop, 'media', {
    size: Size.gibibytes(100),
    storage: ExistingStorage.filesShare({ account: 'contoso', resourceGroup: 'media', share: 'media', access }),
  });
  const shared = new PersistentVolumeClaim(shop, 'shared', {
    size: Size.gibibytes(100),
    storageClass: files,
    accessMode: 'ReadWriteMany',
  });
  const volumes = { '/media': Volume.claim(media), '/shared': Volume.claim(shared) };
  const web = new Microservice(shop, 'web', { ...served, on: apps, volumes, priorityClass: critical });
  const claims = { data: { path: '/data', size: Size.gibibytes(8), storageClass: disks } };
  const db = new StatefulService(shop, 'db', { ...served, on: apps, claims });
  web.connections.allowTo(db);
  new VolumeSnapshot(shop, 'before', { of: 'data-db-0', snapshotClass: snapshots });
  new ScheduledJob(shop, 'nightly', { ...small, schedule: '0 3 * * *', timeZone: 'Europe/Amsterdam' });
  new DaemonService(shop, 'agent', { ...served, onEveryNode: true });
  new Headroom(shop, 'headroom', { on: apps, room: Room.zone() });
  new Vpa(shop, 'web-vpa', { of: web });

  const tools = new Namespace(cluster.kubernetes, 'tools', { podSecurity: 'baseline' });
  adopt(
    new kplus.Deployment(tools, 'tool', { replicas: 3, containers: [{ image: 'mcr.microsoft.com/tool:1', port: 80 }] }),
  );
  return app;
}

describe('a program with every kind of workload', () => {
  const directory = emptyFolder();
  const { verdict } = program(directory).synth();
  const files = readFiles(directory);

  it('renders nothing that Azure or Kubernetes would refuse', () => {
    const rendered = Object.entries(files).filter(
      ([path]) => path.startsWith('deploy/') && /\.(yaml|tf\.json)$/.test(path),
    );
    expect(treeProblems(new Map(rendered), { minor: '1.35' })).toEqual([]);
  });

  it('has nothing that the strict profile finds in what is its own', () => {
    const own = verdict.findings.filter(({ object }) => !object.startsWith('azurerm_') && !object.includes('/tools/'));
    expect(own.map(({ rule, object, message }) => `${rule} ${object}: ${message}`)).toEqual([]);
  });

  it('counts every pod for the quota of its namespace', () => {
    const [quota] = objectsIn(files['deploy/kubernetes/prod-aks/shop/_namespace.yaml']).filter(
      ({ kind }) => kind === 'ResourceQuota',
    );
    // web 3 and 1 of its rollout, db 3, nightly 1, agent on 18 nodes and as many again, headroom 3 nodes of 4.
    expect((quota?.spec as { hard: { pods: number } }).hard.pods).toBe(4 + 3 + 1 + 36 + 12);
  });

  it('is the same when it is rendered again', () => {
    const again = program(directory).synth();
    expect(again.written?.written).toEqual([]);
    expect(readFiles(directory)).toEqual(files);
  });
});
