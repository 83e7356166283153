import { ActionGroup, Grafana, type MetricsProps, MonitorWorkspace } from 'cdk-aks';
import type { Construct } from 'constructs';

/** Who builds dashboards: an Entra group. */
const admins = ['11111111-1111-1111-1111-111111111111'];

/** Where metrics of the cluster and its brokers are kept, who looks at them, and who is told when something is wrong. */
export function addMetrics(environment: Construct, grafana: string): MetricsProps {
  const workspace = new MonitorWorkspace(environment, 'metrics');
  new Grafana(environment, 'grafana', { name: grafana, version: '11', workspaces: [workspace], admins });
  const onCall = new ActionGroup(environment, 'on-call', {
    shortName: 'tailwind',
    emails: { shop: 'on-call@tailwindtraders.com' },
  });
  return { workspace, alerts: { actionGroups: [onCall] } };
}
