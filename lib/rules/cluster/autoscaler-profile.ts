import { holds } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster, type Judgement } from './judge';

const DURATIONS = [
  'max_node_provisioning_time',
  'new_pod_scale_up_delay',
  'scale_down_delay_after_add',
  'scale_down_delay_after_delete',
  'scale_down_delay_after_failure',
  'scale_down_unneeded',
  'scale_down_unready',
  'scan_interval',
];

/** The profile is text to the provider: units and shares are checked by AKS. */
export const autoscalerProfile: Rule = {
  id: 'cluster/autoscaler-profile',
  severity: 'error',
  what: 'has settings of its autoscaler that AKS does not take',
  why: 'the provider or AKS refuses the cluster',
  fix: "Write durations with their unit ('10m') and the threshold as a share between 0 and 1 ('0.5')",
  sources: ['Azure: Use the cluster autoscaler in AKS, cluster autoscaler profile settings'],
  saidBy: ['schema/range', 'schema/enum'],
  examples: clusterExamples(
    { cluster: { auto_scaler_profile: { scan_interval: '10' } } },
    { cluster: { auto_scaler_profile: { scan_interval: '10s' } } },
    { unknown: { cluster: { auto_scaler_profile: { scan_interval: '${var.interval}' } } } },
  ),
  check: eachCluster(({ fields, at }) => {
    const name = 'auto_scaler_profile';
    const threshold = fields.text(name, 'scale_down_utilization_threshold');
    return [
      ...DURATIONS.map((duration): Judgement => ({
        applies: fields.has(name, duration),
        wrong: holds(fields.text(name, duration), (text) => !/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)),
        at: at(name, duration),
        detail: `has ${duration} of '${String(fields.text(name, duration))}', which is no duration`,
      })),
      {
        applies: fields.has(name, 'scale_down_utilization_threshold'),
        wrong: holds(threshold, (text) => !(Number(text) >= 0 && Number(text) <= 1)),
        at: at(name, 'scale_down_utilization_threshold'),
        detail: `takes nodes away that are used less than '${String(threshold)}', which is no share between 0 and 1`,
      },
    ];
  }),
};
