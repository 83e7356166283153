import type { FieldPath } from '../../artifact/field-path';
import type { KubernetesObject } from '../../artifact/read/model';
import { objectIndex } from '../../analysis/objects';
import { asBody, asList } from '../../analysis/workload/workloads';
import type { World } from '../../analysis/world';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { object, workload } from '../sample';

/** Variables that switch a framework to the developer's view, and the values that do so. */
const SWITCHES: Readonly<Record<string, RegExp>> = {
  ASPNETCORE_ENVIRONMENT: /^development$/i,
  DOTNET_ENVIRONMENT: /^development$/i,
  NODE_ENV: /^(?:development|dev)$/i,
  RAILS_ENV: /^development$/i,
  APP_DEBUG: /^(?:true|1)$/i,
  FLASK_DEBUG: /^(?:true|1)$/i,
  DJANGO_DEBUG: /^(?:true|1)$/i,
};

const cart = (mode: string): string =>
  workload('cart', { container: `env: [{ name: ASPNETCORE_ENVIRONMENT, value: ${mode} }]` });

export const developmentMode: Rule = {
  id: 'exposure/development-mode',
  severity: 'warning',
  what: 'runs in development mode',
  why: 'errors answer with stack traces, settings and tokens reach the log, and caches are off',
  fix: 'Set the environment to Production, and keep what developers need in settings of their own',
  sources: [
    'ASP.NET Core: Handle errors in ASP.NET Core',
    'Express: Production best practices: performance and reliability',
  ],
  examples: {
    failing: { 'cart.yaml': cart('Development') },
    mended: { 'cart.yaml': cart('Production') },
    notApplicable: { 'cart.yaml': object('v1', 'ServiceAccount', 'cart', []) },
  },
  *check(world) {
    for (const { object, name, value, field } of settingsOf(world)) {
      const developer = SWITCHES[name];
      if (!developer) yield notApplicable(object);
      else if (developer.test(value))
        yield finding(object, field, { detail: `runs in development mode (${name}=${value})` });
      else yield compliant(object);
    }
  },
};

interface Setting {
  readonly object: KubernetesObject;
  readonly name: string;
  readonly value: string;
  readonly field: FieldPath;
}

function* settingsOf({ artifacts, workloads }: World): Iterable<Setting> {
  for (const object of objectIndex(artifacts).ofKind('ConfigMap')) {
    for (const [name, value] of Object.entries(asBody(object.body.data) ?? {})) {
      if (typeof value === 'string' && SWITCHES[name]) yield { object, name, value, field: ['data', name] };
    }
  }
  for (const { object, containers } of workloads) {
    for (const { body, field } of containers) {
      for (const [index, item] of asList(body.env).entries()) {
        const { name, value } = asBody(item) ?? {};
        if (typeof name === 'string' && typeof value === 'string' && SWITCHES[name]) {
          yield { object, name, value, field: [...field, 'env', index, 'value'] };
        }
      }
    }
  }
}
