import type { Rule } from '../rule';
import { cycle } from './cycle';
import { declaration } from './declaration';
import { declaredTwice } from './declared-twice';
import { expressionMalformed } from './expression-malformed';
import { instanceKey } from './instance-key';
import { metaArgument } from './meta-argument';
import { notAGuid } from './not-a-guid';
import { providerNotConfigured } from './provider-not-configured';
import { resourceName } from './resource-name';
import { tags } from './tags';
import { unknownFunction } from './unknown-function';
import { unknownRegion } from './unknown-region';
import { unused } from './unused';
import { wrongId } from './wrong-id';

/** Rules about Terraform itself: expressions, references, meta-arguments, and what it hands to Azure unseen. */
export const TERRAFORM_RULES: readonly Rule[] = [
  cycle,
  declaration,
  declaredTwice,
  expressionMalformed,
  instanceKey,
  metaArgument,
  notAGuid,
  providerNotConfigured,
  resourceName,
  tags,
  unknownFunction,
  unknownRegion,
  unused,
  wrongId,
];
