import { isSame } from '../../analysis/cluster/fields';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

/** Add-ons that Azure has given up, or is about to. */
export const retiredAddons: Rule = {
  id: 'cluster/retired-add-on',
  severity: 'warning',
  what: 'uses an add-on that Azure gives up',
  why: 'it gets no fixes, and clusters that keep it can no longer be changed once it is gone',
  fix: 'Move to what takes its place before its end',
  sources: [
    'Azure: AKS Application Routing Add-On with the Kubernetes Gateway API',
    'Azure: Open Service Mesh in AKS',
    'Azure: AKS managed NGINX ingress with the application routing add-on',
    'Azure: What is Application Gateway for Containers?',
  ],
  covers: ['checkov/CKV_AZURE_246', 'psrule/Azure.AKS.HttpAppRouting', 'checkov/CKV_AZURE_8'],
  examples: clusterExamples(
    { cluster: { http_application_routing_enabled: true } },
    { cluster: { http_application_routing_enabled: false } },
    { unknown: { cluster: { http_application_routing_enabled: '${var.routing}' } } },
  ),
  check: eachCluster(({ fields, at }) => [
    {
      wrong: isSame(fields.flag('http_application_routing_enabled'), true),
      at: at('http_application_routing_enabled'),
      detail: 'uses HTTP application routing, which is gone: it was never meant for production',
      fix: 'Use Application Gateway for Containers or app routing',
    },
    {
      wrong: isSame(fields.flag('open_service_mesh_enabled'), true),
      at: at('open_service_mesh_enabled'),
      detail: 'uses Open Service Mesh, which is retired on 30 September 2027',
      fix: 'Use the Istio add-on (service_mesh_profile)',
    },
    {
      wrong: fields.has('web_app_routing'),
      at: at('web_app_routing'),
      detail: 'uses app routing with NGINX, whose patches end in November 2026',
      fix: 'Use Application Gateway for Containers, or app routing with the Gateway API',
      severity: 'note',
    },
    {
      wrong: fields.has('ingress_application_gateway'),
      at: at('ingress_application_gateway'),
      detail: 'uses the Application Gateway Ingress Controller, which Azure advises to leave',
      fix: 'Use Application Gateway for Containers',
      severity: 'note',
    },
    {
      // Written by azurerm 2 alone; its own schema refuses it since.
      wrong: isSame(fields.flag('addon_profile', 'kube_dashboard', 'enabled'), true),
      at: at('addon_profile'),
      detail: 'uses the Kubernetes dashboard, which has left AKS',
      fix: 'Leave it out',
    },
    {
      wrong: isSame(fields.flag('oms_agent', 'msi_auth_for_monitoring_enabled'), false),
      at: at('oms_agent'),
      detail: 'sends its logs with the legacy authentication, which ends on 30 September 2026',
      fix: 'Set oms_agent.msi_auth_for_monitoring_enabled to true',
    },
  ]),
};
