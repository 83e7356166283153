import { secretIn, textsIn } from '../../../lib/analysis/secrets/texts';

describe('secretIn', () => {
  const found = (name: string, text: string, allowed: string[] = []) =>
    secretIn({ name, text, field: [] }, new Set(allowed));

  it('tells a secret by its name', () => {
    expect(found('DB_PASSWORD', 'correct-horse')).toBeDefined();
    expect(found('DB_HOST', 'correct-horse')).toBeUndefined();
  });

  it.each(['${DB_PASSWORD}', '$(DB_PASSWORD)', '<from the vault>', '{{ .Values.password }}'])(
    'lets %s stand for one',
    (text) => {
      expect(found('DB_PASSWORD', text)).toBeUndefined();
    },
  );

  it('believes the allow list', () => {
    expect(found('PUBLIC_TOKEN', 'correct-horse', ['PUBLIC_TOKEN'])).toBeUndefined();
  });
});

describe('textsIn', () => {
  it('finds texts with the argument they stand under, and no expressions or metadata', () => {
    const body = { '//': { path: 'prod/x' }, name: 'x', list: ['y', '${var.z}'], nested: [{ password: 'p' }] };
    expect([...textsIn(body)].map(({ name, text }) => `${name}=${text}`)).toEqual(['name=x', 'list=y', 'password=p']);
  });
});
