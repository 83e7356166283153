import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AksCluster as Cluster, AksClusterProps, MicroserviceProps, SystemPoolProps } from '../../lib';
import {
  AksApp,
  AksCluster,
  CdkAksError,
  Cpu,
  Environment,
  Microservice,
  Namespace,
  NetworkProfile,
  type Problem,
  Size,
  VirtualNetwork,
  WorkloadIdentity,
} from '../../lib';
import { emptyFolder, readFiles } from '../support/world';

export const SIZE = 'Standard_D4ds_v5';
export const IMAGE = 'contoso.azurecr.io/web:1.4.2';
export const pool = { vmSize: SIZE, scale: { min: 3, max: 6 } };
export const systemPool: SystemPoolProps = pool;
export const resources = { cpu: Cpu.millis(100), memory: Size.mebibytes(128) };
export const calico = NetworkProfile.nodeSubnet({ policy: 'calico' });

const LOCK = 'addresses.lock.json';

/** A program as users write it, as far as each bad input needs it; nothing is made before it is asked for. */
export class Program {
  readonly app: AksApp;
  private readonly made = new Map<string, unknown>();
  private lockFile: string | undefined;

  constructor(readonly folder = emptyFolder()) {
    this.app = new AksApp({ directory: folder });
  }

  get prod(): Environment {
    return this.once('prod', () => new Environment(this.app, 'prod', { location: 'westeurope' }));
  }

  get network(): VirtualNetwork {
    return this.once('network', () => new VirtualNetwork(this.prod, 'network', { addressSpace: '10.20.0.0/16' }));
  }

  /** With a pool for workloads besides its own. */
  get cluster(): Cluster {
    return this.once('aks', () => {
      const cluster = this.newCluster();
      cluster.addNodePool('apps', pool);
      return cluster;
    });
  }

  get shop(): Namespace {
    return this.once('shop', () => new Namespace(this.cluster.kubernetes, 'shop'));
  }

  get identity(): WorkloadIdentity {
    return this.once('identity', () => new WorkloadIdentity(this.prod, 'identity'));
  }

  newCluster(props: Partial<AksClusterProps> = {}): AksCluster {
    return new AksCluster(this.prod, 'aks', {
      version: '1.35',
      network: this.network,
      admins: ['00000000-0000-0000-0000-000000000000'],
      systemPool,
      keda: true,
      ...props,
    });
  }

  newService(id: string, props: Partial<MicroserviceProps> = {}): Microservice {
    return new Microservice(this.shop, id, { image: IMAGE, resources, ...props });
  }

  /** The prefixes that an earlier run recorded. */
  recorded(subnets: Readonly<Record<string, string>>): void {
    this.lockFile = JSON.stringify({ format: 1, subnets });
    writeFileSync(join(this.folder, LOCK), this.lockFile);
  }

  /** What this run left on disk. */
  get written(): Readonly<Record<string, string>> {
    const files = readFiles(this.folder);
    if (this.lockFile !== undefined && files[LOCK] === this.lockFile) delete files[LOCK];
    return files;
  }

  private once<T>(key: string, make: () => T): T {
    if (!this.made.has(key)) this.made.set(key, make());
    return this.made.get(key) as T;
  }
}

/** Writes a program, with its `app.synth()`; the promise may be of a problem in the constructor or at synth. */
export type Write = (program: Program) => unknown;

export interface Refusal {
  readonly message: string;
  readonly problems: readonly Problem[];
  /** What the refused run left on disk. */
  readonly files: Readonly<Record<string, string>>;
}

/** Runs a program to its end and tells how it was refused. @throws Error where it was not, or by something else */
export function refusalOf(write: Write, program = new Program()): Refusal {
  try {
    write(program);
    program.app.synth();
  } catch (error) {
    if (!(error instanceof CdkAksError)) throw error;
    return { message: error.message, problems: error.problems, files: program.written };
  }
  throw new Error('the program was not refused');
}

/** What was bad, the program, and the message as its reader sees it. */
export type BadInput = readonly [title: string, write: Write, message: string];

/** Each is refused with its message, whose parts are all there, and with nothing written. */
export function refuses(title: string, inputs: readonly BadInput[]): void {
  describe(title, () => {
    it.each(inputs)('refuses %s', (_, write, message) => {
      const refusal = refusalOf(write);
      expect(refusal.message).toBe(message);
      expect(refusal.files).toEqual({});
      for (const { rule, fix, code } of refusal.problems) {
        expect(rule.trim()).not.toBe('');
        expect(fix.trim()).not.toBe('');
        expect(code).toMatch(/^[a-z0-9-]+\/[a-z0-9-]+$/);
      }
    });
  });
}
