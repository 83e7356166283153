import { isPortName } from '../../../core/dns-names';
import { isObject, type Report } from '../../report';
import { indexed, isSet } from './values';

export function checkService(spec: Record<string, unknown>, report: Report): void {
  const ports = indexed(spec.ports);
  checkPortNames(ports, report);
  checkType(spec, ports.length, report);
  if (spec.clusterIP === 'None' && (spec.type === 'NodePort' || spec.type === 'LoadBalancer')) {
    report.add('schema/conflict', `may not be None for the type ${spec.type}`, { at: ['clusterIP'] });
  }
  const { clientIP } = isObject(spec.sessionAffinityConfig) ? spec.sessionAffinityConfig : {};
  if (spec.sessionAffinity !== 'ClientIP' && isSet(clientIP)) {
    report.add('schema/required-with', "needs the session affinity 'ClientIP'", { at: ['sessionAffinityConfig'] });
  }
}

/** Several ports need names to be told apart, and no two may be the same port. */
function checkPortNames(ports: ReturnType<typeof indexed>, report: Report): void {
  const names = new Map<string, number>();
  for (const [index, { name, targetPort, nodePort }] of ports) {
    if (ports.length > 1 && (!isSet(name) || name === '')) {
      report.add('schema/required', 'is required where there are several ports', { at: ['ports', index, 'name'] });
    }
    if (typeof name === 'string' && name !== '') {
      if (!/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
        report.add('schema/name', `'${name}' is not a DNS label of at most 63 characters`, {
          at: ['ports', index, 'name'],
        });
      }
      const first = names.get(name);
      if (first === undefined) names.set(name, index);
      else report.add('schema/duplicate', `is the name of port ${first} too`, { at: ['ports', index, 'name'] });
    }
    if (typeof targetPort === 'string' && !isPortName(targetPort) && !/^\d+$/.test(targetPort)) {
      report.add('schema/name', `'${targetPort}' is no port name`, { at: ['ports', index, 'targetPort'] });
    }
    if (typeof targetPort === 'string' && /^\d+$/.test(targetPort)) {
      report.add('schema/type', `is the string "${targetPort}", which would be the name of a port`, {
        at: ['ports', index, 'targetPort'],
        fix: 'Remove the quotes',
      });
    }
    if (typeof nodePort === 'number' && nodePort !== 0 && nodePort < 30000) {
      report.add('schema/range', `is ${nodePort} but must be 30000 to 32767`, { at: ['ports', index, 'nodePort'] });
    }
  }
}

function checkType(spec: Record<string, unknown>, ports: number, report: Report): void {
  const { type = 'ClusterIP', externalName, clusterIP, externalTrafficPolicy, loadBalancerSourceRanges } = spec;
  if (type === 'ExternalName') {
    if (!isSet(externalName) || externalName === '') {
      report.add('schema/required', 'is required for the type ExternalName', { at: ['externalName'] });
    }
    if (isSet(clusterIP) && clusterIP !== '' && clusterIP !== 'None') {
      report.add('schema/conflict', 'may not be set for the type ExternalName', { at: ['clusterIP'] });
    }
    return;
  }
  if (ports === 0 && clusterIP !== 'None' && (!Array.isArray(spec.ports) || spec.ports.length === 0)) {
    report.add('schema/required', 'is required', { at: ['ports'] });
  }
  const isExternal = type === 'NodePort' || type === 'LoadBalancer' || isSet(spec.externalIPs);
  if (isSet(externalTrafficPolicy) && !isExternal) {
    report.add('schema/conflict', `may not be set for the type ${String(type)}`, { at: ['externalTrafficPolicy'] });
  }
  if (Array.isArray(loadBalancerSourceRanges) && loadBalancerSourceRanges.length > 0 && type !== 'LoadBalancer') {
    report.add('schema/conflict', 'may only be set for the type LoadBalancer', { at: ['loadBalancerSourceRanges'] });
  }
  for (const [index, { nodePort }] of indexed(spec.ports)) {
    if (isSet(nodePort) && nodePort !== 0 && type === 'ClusterIP') {
      report.add('schema/conflict', 'may not be set for the type ClusterIP', { at: ['ports', index, 'nodePort'] });
    }
  }
}
