import { workloadName } from '../../analysis/reachability/pods';
import { unique } from './unique';
import { subjectOfBlock, subjectOfNamespace, subjectOfWorkload } from '../picture/subjects';
import type { JudgedFinding } from '../verdict';
import type { PlatformReport } from './platform';

/** Where in the page a thing is told. */
export class Places {
  private readonly ids = new Map<string, string>();
  private readonly taken = new Set<string>();
  private readonly subjects = new Map<string, string>();

  constructor({ artifacts, workloads: all }: PlatformReport) {
    for (const block of artifacts.terraform()) {
      const subject = subjectOfBlock(block);
      this.place(subject, `${block.module.split('/').at(-1)} ${block.address}`);
      this.subjects.set(`${block.address}\n${block.source.file}`, subject);
    }
    const namespaces = new Set<string>();
    for (const { object, namespace } of all) {
      const subject = subjectOfNamespace(object.cluster, namespace);
      if (!namespaces.has(subject)) this.place(subject, `${object.cluster ?? ''} ${namespace}`);
      namespaces.add(subject);
      this.place(
        subjectOfWorkload(object.cluster, workloadName(object)),
        `${object.cluster ?? ''} ${workloadName(object)}`,
      );
    }
    const workloads = new Map(
      all.map(({ object, namespace }) => [
        `${object.cluster ?? ''}\n${namespace}\n${object.name}`,
        subjectOfWorkload(object.cluster, workloadName(object)),
      ]),
    );
    for (const { id, cluster, namespace = 'default', name, source } of artifacts.objects()) {
      // What serves a workload has its name, or is told with its namespace.
      const subject =
        workloads.get(`${cluster ?? ''}\n${namespace}\n${name}`) ?? subjectOfNamespace(cluster, namespace);
      const isOfCluster = !this.ids.has(subject);
      if (!isOfCluster) this.subjects.set(`${id}\n${source.file}`, subject);
    }
  }

  /** Id of the element in which a subject is told; undefined where it is not. */
  idOf(subject: string): string | undefined {
    return this.ids.get(subject);
  }

  hrefOf = (subject: string): string | undefined => {
    const id = this.ids.get(subject);
    return id === undefined ? undefined : `#${id}`;
  };

  /** The subject of a finding. */
  subjectOf({ object, file }: Pick<JudgedFinding, 'object' | 'file'>): string | undefined {
    return this.subjects.get(`${object}\n${file}`);
  }

  /** Id of where it is told why a workload may be called. */
  whyOf(cluster: string | undefined, workload: string): string | undefined {
    const id = this.ids.get(subjectOfWorkload(cluster, workload));
    return id === undefined ? undefined : id.replace(/^at-/, 'why-');
  }

  private place(subject: string, words: string): void {
    if (!this.ids.has(subject)) this.ids.set(subject, unique(`at ${words}`, this.taken));
  }
}
