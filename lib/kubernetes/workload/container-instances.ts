import type { OperatingSystem } from '../../core/contracts';
import { Problems } from '../../core/errors';
import type { WorkloadProps } from './workload-props';

/**
 * What virtual nodes on Azure Container Instances can't run. They are a kubelet of their own, so that hooks, init
 * containers, claims and workload identity work there, unlike on those of the add-on; but agents of nodes have no pod there.
 * microsoft/virtualnodesOnAzureContainerInstances: "Limitations", "Pod Customizations".
 *
 * @throws CdkAksError with a problem for each field
 */
export function checkContainerInstances({ resources, secretFiles = {} }: WorkloadProps, os: OperatingSystem): void {
  const problems = new Problems();
  const refuse = (property: string, rule: string, fix: string, value?: unknown): void =>
    problems.add({
      property,
      value,
      rule: `${rule} on virtual nodes on Azure Container Instances`,
      fix,
      code: 'virtual-nodes/unsupported',
    });
  if (os === 'windows') refuse('os', 'cannot run', 'Run it on a Windows pool only', os);
  if (resources.gpus !== undefined) refuse('resources.gpus', 'do not exist', 'Run it on a GPU pool', resources.gpus);
  for (const file of Object.keys(secretFiles)) {
    refuse(
      `secretFiles['${file}']`,
      'is mounted by an agent that has no pod',
      "Use 'secrets', which are variables, or run it on real nodes",
    );
  }
  problems.throwIfAny();
}
