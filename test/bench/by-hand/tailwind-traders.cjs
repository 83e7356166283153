// What examples/tailwind-traders renders, written by hand: cdktf with deep imports of the provider, and cdk8s-plus-28
// with ApiObject and patches for what it has not. Writes where CDKTF_OUTDIR and CDK8S_OUTDIR say.
const { join } = require('node:path');
const { App: TerraformApp } = require('cdktf');
const { App: KubernetesApp } = require('cdk8s');
const { environments } = require('./tailwind-traders/environments.cjs');
const { NamespaceChart } = require('./tailwind-traders/namespace-chart.cjs');
const { OperatorCharts } = require('./tailwind-traders/operators.cjs');
const { Platform } = require('./tailwind-traders/platform.cjs');
const { OrdersCharts } = require('./tailwind-traders/orders-charts.cjs');
const { PrometheusChart } = require('./tailwind-traders/prometheus-chart.cjs');
const { ServiceChart } = require('./tailwind-traders/service-chart.cjs');
const { quotas, services } = require('./tailwind-traders/services.cjs');
const { GatewayCharts } = require('./tailwind-traders/gateway-charts.cjs');

const terraform = new TerraformApp();
for (const environment of environments) new Platform(terraform, environment, services(environment));
terraform.synth();

for (const environment of environments) {
  const out = join(process.env.CDK8S_OUTDIR ?? 'dist', environment.clusterName);
  const kubernetes = new KubernetesApp({ outdir: out });
  OperatorCharts(kubernetes);
  for (const [name, level] of [
    ['shop', 'restricted'],
    ['shop-windows', 'baseline'],
  ]) {
    new NamespaceChart(kubernetes, name, level, quotas(environment)[name]);
  }
  for (const service of services(environment)) new ServiceChart(kubernetes, service, environment);
  OrdersCharts(kubernetes, environment);
  new PrometheusChart(kubernetes);
  GatewayCharts(kubernetes, environment);
  kubernetes.synth();
}
