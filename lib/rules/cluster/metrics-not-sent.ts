import { blockBehind, isMissing, resources } from '../../analysis/cluster/blocks';
import { Fields } from '../../analysis/cluster/fields';
import { any, type Truth } from '../../analysis/cluster/truth';
import type { World } from '../../analysis/world';
import type { TerraformBlock } from '../../artifact/read/model';
import { Reference, unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { cluster } from '../sample';
import { NO_CLUSTER } from './examples';
import { eachCluster } from './judge';
import { ASSOCIATION, collection } from './metrics-sample';

const MEASURED = { monitor_metrics: {} };

/** The agents of managed Prometheus run, and have nowhere to send to. */
export const metricsNotSent: Rule = {
  id: 'cluster/metrics-not-sent',
  severity: 'warning',
  what: 'collects metrics of managed Prometheus that nothing takes to a workspace',
  why: 'agents run and are paid for, and dashboards and alerts stay empty',
  fix: 'Associate the cluster with a data collection rule that has a prometheus_forwarder and a monitor_account',
  sources: ['Azure: Enable monitoring for AKS clusters'],
  examples: {
    failing: { 'cdk.tf.json': cluster({ cluster: MEASURED, more: collection('westeurope') }) },
    mended: { 'cdk.tf.json': cluster({ cluster: MEASURED, more: { ...collection('westeurope'), ...ASSOCIATION } }) },
    notApplicable: NO_CLUSTER,
    unknown: { 'cdk.tf.json': cluster({ cluster: { monitor_metrics: '${var.metrics}' } }) },
  },
  check: eachCluster((view, world) => ({
    applies: view.fields.has('monitor_metrics'),
    wrong: isMissing(world.artifacts, view.block, isSent(world, view.block)),
    at: view.at('monitor_metrics'),
    because: 'what the cluster is associated with is not all in these files',
  })),
};

function isSent(world: World, cluster: TerraformBlock): Truth {
  const all = resources(world.artifacts, 'azurerm_monitor_data_collection_rule_association');
  return any(...all.map((association) => takesMetrics(world, association, cluster)));
}

function takesMetrics({ artifacts }: World, { arguments: fields }: TerraformBlock, cluster: TerraformBlock): Truth {
  const { target_resource_id: target, data_collection_rule_id: ruleId } = fields;
  if (ruleId === undefined || ruleId === null) return false;
  if (target instanceof Reference && (target.address !== cluster.address || target.module !== cluster.module)) {
    return false;
  }
  // Every workspace comes with a rule of its own that takes metrics.
  if (ruleId instanceof Reference && ruleId.attribute[0] === 'default_data_collection_rule_id') {
    return target instanceof Reference ? true : unknown;
  }
  const rule = blockBehind(artifacts, ruleId);
  if (typeof rule !== 'object' || rule.mode !== 'resource') return unknown;
  const forwards = new Fields(rule.arguments, rule.body).has('data_sources', 'prometheus_forwarder');
  return forwards === true && !(target instanceof Reference) ? unknown : forwards;
}
