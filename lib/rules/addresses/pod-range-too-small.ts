import { unknown } from '../../artifact/read/values';
import { arithmetic, mostNodes, poolDemand } from '../../analysis/address/demand';
import { parseRange } from '../../analysis/address/ranges';
import { or } from '../../analysis/cluster/fields';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster } from '../sample';

const overlay = (range: string): string =>
  cluster({
    cluster: { network_profile: { network_plugin: 'azure', network_plugin_mode: 'overlay', pod_cidr: range } },
  });

/** Each node of an overlay takes a /24 of the pods' range, however few pods it runs. */
const NODE_PREFIX = 24;

export const podRangeTooSmall: Rule = {
  id: 'addresses/pod-range-too-small',
  severity: 'error',
  what: 'has a pod range for fewer nodes than its pools may have',
  why: 'each node takes a /24 of it: further nodes do not become ready, and Terraform replaces the cluster to change the range',
  fix: 'Write a shorter prefix: a /16 serves 256 nodes, those of an upgrade included',
  sources: ['Azure: Overview of Azure CNI Overlay Networking in AKS'],
  facts: ['NET08'],
  examples: {
    failing: { 'cdk.tf.json': overlay('10.244.0.0/22') },
    mended: { 'cdk.tf.json': overlay('10.244.0.0/16') },
    notApplicable: { 'cdk.tf.json': cluster({ cluster: { network_profile: { network_plugin: 'azure' } } }) },
    unknown: { 'cdk.tf.json': overlay('${var.pods}') },
  },
  *check({ clusters }) {
    for (const view of clusters) {
      if (view.network.model !== 'overlay') {
        yield notApplicable(view.block);
        continue;
      }
      const text = or(view.fields.text('network_profile', 'pod_cidr'), '10.244.0.0/16');
      const range = parseRange(text);
      const demands = view.pools.map((pool) => poolDemand(pool, view));
      const known = demands.flatMap((demand) => (demand === unknown ? [] : [demand]));
      if (!range || known.length < demands.length || !view.allPools) {
        yield notKnown(view.block, 'the range of its pods or the sizes of its pools are not in these files');
        continue;
      }
      const serves = range.prefixLength > NODE_PREFIX ? 0 : 2 ** (NODE_PREFIX - range.prefixLength);
      const need = mostNodes(known);
      if (need <= serves) yield compliant(view.block);
      else {
        yield finding(view.block, view.at('network_profile', 'pod_cidr'), {
          detail: `has a pod range (${range}) for ${serves} nodes, but its pools may have ${need} (${arithmetic(known)})`,
        });
      }
    }
  },
};
