import { isDnsLabel, isEnvName, isPortName } from '../../../core/dns-names';
import { Quantity } from '../../../core/quantity';
import { isObject, printed, type Report } from '../../report';
import { entries, indexed, isSet, setFields } from './values';

export function checkContainer(container: Record<string, unknown>, report: Report): void {
  const { name, image } = container;
  if (typeof name === 'string' && !isDnsLabel(name)) {
    report.add('schema/name', `'${name}' is not a DNS label of at most 63 characters`, { at: ['name'] });
  }
  checkImage(image, report);
  checkPorts(container.ports, report);
  checkMounts(container.volumeMounts, report);
  checkProbeKinds(container, report);
  checkNamedPorts(container, report);
}

/** Host, path, tag and digest as container runtimes read them; `${…}` is filled in later. */
const IMAGE =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\d+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[+.\-_][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$/;

function checkImage(image: unknown, report: Report): void {
  if (!isSet(image) || image === '') {
    report.add('schema/required', 'is required', { at: ['image'] });
  } else if (typeof image === 'string' && !image.includes('$') && (image.length > 500 || !IMAGE.test(image))) {
    report.add('schema/format', `is ${printed(image)}, which no registry has: names are lower case`, {
      at: ['image'],
      fix: 'Write it as contoso.azurecr.io/shop/cart:1.4.2',
    });
  } else if (typeof image === 'string' && /@sha256:(?![0-9a-f]{64}$)/.test(image) && !image.includes('$')) {
    report.add('schema/format', 'has a digest that is none: sha256 is followed by 64 lower-case hexadecimal digits', {
      at: ['image'],
      fix: 'Copy the whole digest, as the registry shows it',
    });
  }
}

function checkPorts(ports: unknown, report: Report): void {
  const names = new Map<string, number>();
  for (const [index, { name }] of indexed(ports)) {
    if (typeof name !== 'string') continue;
    if (!isPortName(name)) {
      const rule = `'${name}' is no port name: at most 15 lower-case letters, digits and '-', with a letter`;
      report.add('schema/name', rule, { at: ['ports', index, 'name'] });
    }
    const first = names.get(name);
    if (first === undefined) names.set(name, index);
    else report.add('schema/duplicate', `is the name of port ${first} too`, { at: ['ports', index, 'name'] });
  }
}

function checkMounts(mounts: unknown, report: Report): void {
  for (const [index, { mountPath, subPath }] of indexed(mounts)) {
    if (typeof mountPath === 'string' && mountPath.includes(':')) {
      report.add('schema/format', "may not hold ':'", { at: ['volumeMounts', index, 'mountPath'] });
    }
    if (typeof subPath === 'string' && (subPath.startsWith('/') || subPath.split('/').includes('..'))) {
      report.add('schema/format', "must be relative and without '..'", { at: ['volumeMounts', index, 'subPath'] });
    }
  }
}

function checkProbeKinds(container: Record<string, unknown>, report: Report): void {
  for (const name of ['livenessProbe', 'startupProbe']) {
    const probe = container[name];
    if (!isObject(probe)) continue;
    const { successThreshold } = probe;
    if (typeof successThreshold === 'number' && successThreshold > 1) {
      report.add('schema/range', `is ${successThreshold} but must be 1 here`, { at: [name, 'successThreshold'] });
    }
  }
}

const PORT_USERS: readonly (readonly string[])[] = [
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) => [
    [probe, 'httpGet', 'port'],
    [probe, 'tcpSocket', 'port'],
  ]),
  ...['postStart', 'preStop'].flatMap((hook) => [
    ['lifecycle', hook, 'httpGet', 'port'],
    ['lifecycle', hook, 'tcpSocket', 'port'],
  ]),
];

/** A probe may name a port; one that the container does not have fails for ever. */
function checkNamedPorts(container: Record<string, unknown>, report: Report): void {
  const names = new Set(indexed(container.ports).map(([, port]) => port.name));
  for (const path of PORT_USERS) {
    let value: unknown = container;
    for (const part of path) value = isObject(value) ? value[part] : undefined;
    if (typeof value === 'string' && !names.has(value) && !/^\d+$/.test(value)) {
      const fix = names.size > 0 ? `Name one of ${[...names].map(String).join(', ')}` : 'Name the port in ports';
      report.add('schema/reference', `names the port '${value}', which the container does not have`, { at: path, fix });
    }
  }
}

export function checkEnvVar({ name, value, valueFrom }: Record<string, unknown>, report: Report): void {
  if (typeof name === 'string' && !isEnvName(name)) {
    report.add('schema/name', `'${name}' is no name of a variable`, {
      at: ['name'],
      fix: "Use letters, digits, '_', '-' and '.', not starting with a digit",
    });
  }
  if (isSet(valueFrom) && isSet(value) && value !== '') {
    report.add('schema/conflict', "and 'valueFrom' exclude each other", { at: ['value'] });
  }
  if (!isObject(valueFrom)) return;
  const sources = setFields(valueFrom, [
    'configMapKeyRef',
    'fieldRef',
    'fileKeyRef',
    'resourceFieldRef',
    'secretKeyRef',
  ]);
  if (sources.length !== 1) {
    report.add('schema/one-of', `needs exactly one source, has ${sources.length}`, { at: ['valueFrom'] });
  }
}

const HANDLERS = ['exec', 'grpc', 'httpGet', 'tcpSocket'];

export function checkProbe(probe: Record<string, unknown>, report: Report): void {
  checkHandlers(probe, HANDLERS, report);
}

export function checkLifecycle(handler: Record<string, unknown>, report: Report): void {
  checkHandlers(handler, ['exec', 'httpGet', 'sleep', 'tcpSocket'], report);
}

function checkHandlers(value: Record<string, unknown>, names: readonly string[], report: Report): void {
  const set = setFields(value, names);
  if (set.length === 0) report.add('schema/one-of', `needs one of ${names.join(', ')}`);
  if (set.length > 1) report.add('schema/one-of', `has ${set.join(' and ')}, but may have only one of them`);
}

/** What a container asks for must fit into what it may have. */
export function checkResources({ requests, limits }: Record<string, unknown>, report: Report): void {
  for (const [field, map] of [
    ['requests', requests],
    ['limits', limits],
  ] as const) {
    for (const [name, value] of entries(map)) {
      if ((amount(value)?.inNanos ?? 0n) < 0n) {
        report.add('schema/range', `is ${String(value)} but must be at least 0`, { at: [field, name] });
      }
    }
  }
  for (const [name, value] of entries(requests)) {
    const most = isObject(limits) && Object.hasOwn(limits, name) ? amount(limits[name]) : undefined;
    const least = amount(value);
    if (most && least && least.compare(most) > 0) {
      const limit = String((limits as Record<string, unknown>)[name]);
      report.add('schema/invalid', `is ${String(value)} but must be at most the limit (${limit})`, {
        at: ['requests', name],
        fix: 'Raise the limit or lower the request',
      });
    }
  }
}

/** Undefined for what is no quantity: that is told by its type. */
function amount(value: unknown): Quantity | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value);
  return Quantity.isQuantity(text) ? Quantity.parse(text) : undefined;
}

export function checkSecurityContext(context: Record<string, unknown>, report: Report): void {
  const added = isObject(context.capabilities) ? context.capabilities.add : undefined;
  const isAdmin = Array.isArray(added) && (added.includes('SYS_ADMIN') || added.includes('CAP_SYS_ADMIN'));
  if (context.allowPrivilegeEscalation === false && (context.privileged === true || isAdmin)) {
    const why = context.privileged === true ? "'privileged' is true" : 'it adds SYS_ADMIN';
    report.add('schema/conflict', `can't be false where ${why}`, { at: ['allowPrivilegeEscalation'] });
  }
}
