import { autoscalerProfileBlock } from '../../../lib/azure/cluster/autoscaler-profile';
import { Problems } from '../../../lib/core/errors';
import { Duration } from '../../../lib/core/duration';
import { Percent } from '../../../lib/core/percent';
import { clusterWorld } from './world';

describe('The profile of the autoscaler', () => {
  it('writes every default out, in the units that AKS takes', () => {
    expect(clusterWorld().body().auto_scaler_profile).toEqual({
      balance_similar_node_groups: true,
      expander: 'random',
      scan_interval: '10s',
      new_pod_scale_up_delay: '0s',
      scale_down_delay_after_add: '10m',
      scale_down_delay_after_delete: '10s',
      scale_down_delay_after_failure: '3m',
      scale_down_unneeded: '10m',
      scale_down_unready: '20m',
      scale_down_utilization_threshold: '0.5',
      max_graceful_termination_sec: '600',
      max_node_provisioning_time: '15m',
      max_unready_percentage: 45,
      max_unready_nodes: 3,
      empty_bulk_delete_max: '10',
      daemonset_eviction_for_empty_nodes_enabled: false,
      daemonset_eviction_for_occupied_nodes_enabled: true,
      ignore_daemonsets_utilization_enabled: false,
      skip_nodes_with_local_storage: false,
      skip_nodes_with_system_pods: true,
    });
  });

  it('takes what is asked for: an hour is 60 minutes, which is all that AKS reads', () => {
    const problems = new Problems();
    expect(
      autoscalerProfileBlock(
        {
          expander: 'least-waste',
          scanInterval: Duration.minutes(1),
          scaleDownUnneeded: Duration.hours(1),
          scaleDownUtilizationThreshold: Percent.of(65),
          maxGracefulTermination: Duration.minutes(2),
          scaleDownDelayAfterDelete: Duration.minutes(1),
        },
        problems,
      ),
    ).toMatchObject({
      expander: 'least-waste',
      scanInterval: '60s',
      scaleDownUnneeded: '60m',
      scaleDownUtilizationThreshold: '0.65',
      maxGracefulTerminationSec: '120',
      scaleDownDelayAfterDelete: '1m',
    });
    expect(problems.all).toEqual([]);
  });
});
