import { type ElementIdentity } from '../terraform/set-elements';
import { type Behaviour } from '../terraform/plan';
import { CONTAINERS } from './containers';
import { DATABASES } from './databases';
import { type CodedResource } from './decision';
import { NETWORK } from './network';
import { SERVICES } from './services';
import { spellingOf } from './spellings';

const CODED: Readonly<Record<string, CodedResource>> = { ...CONTAINERS, ...DATABASES, ...NETWORK, ...SERVICES };
const NONE: CodedResource = {};

/** What the provider decides in code for this type; nothing where its schema says it all. */
export function codeOf(type: string): CodedResource {
  return CODED[type] ?? NONE;
}

/** How the provider compares the values of this type. */
export function behaviourOf(type: string): Behaviour {
  const { suppresses = {}, identities = {} } = codeOf(type);
  return {
    suppresses: (change) => {
      const template = withoutIndices(change.path);
      return (suppresses[template] ?? spellingOf(type, template))?.(change) === true;
    },
    identityOf: (path): ElementIdentity | undefined => identities[withoutIndices(path)],
  };
}

function withoutIndices(path: string): string {
  return path.replace(/\.\d+(?=\.|$)/g, '');
}
