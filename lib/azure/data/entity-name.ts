import { InvalidValue } from '../../core/errors';

/** Names of databases and containers, which are told by what they may not hold. */
interface EntityRule {
  readonly what: string;
  readonly max: number;
  readonly forbidden: RegExp;
  readonly words: string;
}

const RULES = {
  /** Azure: "Azure Cosmos DB service quotas", names. */
  cosmos: {
    what: 'a database or container of Cosmos DB',
    max: 255,
    forbidden: /[/\\#?]|\s$/,
    words: "1 to 255 characters without '/', '\\', '#' and '?', not ending with a space",
  },
  /** Azure: "Naming rules and restrictions for Azure resources", Microsoft.Sql. */
  sql: {
    what: 'a SQL database',
    max: 128,
    forbidden: /[<>*%&:\\/?]|[. ]$/,
    words: "1 to 128 characters without < > * % & : \\ / ?, not ending with '.' or a space",
  },
  /** The same, Microsoft.DBforPostgreSQL. */
  postgres: {
    what: 'a PostgreSQL database',
    max: 63,
    forbidden: /^[^A-Za-z_]|[^A-Za-z0-9_-]/,
    words: "1 to 63 letters, digits, '_' and '-', starting with a letter or '_'",
  },
} as const satisfies Record<string, EntityRule>;

/** @throws InvalidValue `name/azure` */
export function entityName(type: keyof typeof RULES, name: string): string {
  const { what, max, forbidden, words }: EntityRule = RULES[type];
  if (name.length > 0 && name.length <= max && !forbidden.test(name)) return name;
  throw new InvalidValue({
    property: 'name',
    value: name,
    rule: `is not the name of ${what}: ${words}`,
    fix: 'Write another one',
    code: 'name/azure',
  });
}
