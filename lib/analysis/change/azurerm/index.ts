import { type Behaviour } from '../terraform/plan';
import { CONTAINERS } from './containers';
import { DATABASES } from './databases';
import { type CodedResource } from './decision';
import { NETWORK } from './network';
import { OTHERS } from './others';
import { SERVICES } from './services';
import { SET_IDENTITIES } from './set-identities';
import { spellingOf } from './spellings';

const CODED: Readonly<Record<string, CodedResource>> = {
  ...CONTAINERS,
  ...DATABASES,
  ...NETWORK,
  ...SERVICES,
  ...OTHERS,
};
const NONE: CodedResource = {};

/** What the provider decides in code for this type; nothing where its schema says it all. */
export function codeOf(type: string): CodedResource {
  return CODED[type] ?? NONE;
}

/** How the provider compares the values of this type. */
export function behaviourOf(type: string): Behaviour {
  const { suppresses = {} } = codeOf(type);
  return {
    suppresses: (change) => {
      const template = withoutIndices(change.path);
      return (suppresses[template] ?? spellingOf(type, template))?.(change) === true;
    },
    identityOf: (path) => SET_IDENTITIES[`${type}.${withoutIndices(path)}`],
  };
}

function withoutIndices(path: string): string {
  return path.replace(/\.\d+(?=\.|$)/g, '');
}
