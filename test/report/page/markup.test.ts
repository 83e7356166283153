import { parseXml } from '@rgrove/parse-xml';
import fc from 'fast-check';
import { escape, markup } from '../../../lib/report/page/markup';

describe('markup', () => {
  it('takes every value as text, in an element and in an attribute', () => {
    const name = '<script>alert("x")</script>';

    expect(markup`<p title="${name}">${name}</p>`.text).toBe(
      '<p title="&#60;script&#62;alert(&#34;x&#34;)&#60;/script&#62;">&#60;script&#62;alert(&#34;x&#34;)&#60;/script&#62;</p>',
    );
  });

  it('puts pieces into pieces, and nothing where nothing is', () => {
    expect(markup`<ul>${[markup`<li>${1}</li>`, markup`<li>${'a & b'}</li>`]}${undefined}</ul>`.text).toBe(
      '<ul><li>1</li><li>a &#38; b</li></ul>',
    );
  });

  it('stays well-formed whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { root } = parseXml(markup`<p title="${text}">${text}</p>`.text);
        expect(root?.children.length ?? 0).toBeLessThanOrEqual(1);
        expect(Object.keys(root?.attributes ?? {})).toEqual(['title']);
        expect(escape(text)).not.toMatch(/[<>"'`]/);
      }),
    );
  });
});
