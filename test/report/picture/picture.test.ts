import { layOut } from '../../../lib/report/picture/layout';
import { boxesOf, framesOf, type Picture } from '../../../lib/report/picture/picture';
import { picturesOf } from '../../../lib/report/picture/pictures';
import { toDot } from '../../../lib/report/picture/dot';
import { toSvg } from '../../../lib/report/picture/svg';
import { deployment, exampleReport, platformFiles, reportOfFiles } from '../page/worlds';

const pictureOf = (id: string, pictures: readonly Picture[]): Picture => {
  const found = pictures.find((picture) => picture.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};

describe('the pictures of a platform', () => {
  const pictures = picturesOf(exampleReport('tailwind-traders'));

  it('are one for each environment, and one for what runs on each cluster', () => {
    expect(pictures.map(({ id }) => id)).toEqual([
      'azure-dev',
      'azure-prod',
      'workloads-tailwind-dev-aks',
      'workloads-tailwind-prod-aks',
    ]);
  });

  it('show subnets in their network with their addresses, and pools in their subnet by zone', () => {
    const frames = framesOf(pictureOf('azure-prod', pictures).frames);
    const titles = frames.map(({ title }) => title);

    expect(titles).toEqual(
      expect.arrayContaining([
        'tailwind-prod-network 10.50.0.0/16',
        'aks-nodes 10.50.0.0/20',
        'gateway 10.50.17.0/24',
        'zone 1',
        'zone 2',
        'zone 3',
      ]),
    );
    const zone = frames.find(({ title }) => title === 'zone 2');
    expect(zone?.boxes.map(({ title, lines }) => [title, ...lines])).toEqual([
      ['apps2', expect.stringMatching(/^\d+–\d+ × Standard_D\w+$/)],
      ['win2', expect.stringMatching(/^\d+–\d+ × Standard_D\w+$/), 'Windows'],
    ]);
    const gateway = frames.find(({ title }) => title.startsWith('gateway'));
    expect(gateway?.boxes.map(({ title }) => title)).toEqual(['tailwind-prod-gateway']);
  });

  it('show who uses what, and not what only ties two things together', () => {
    const picture = pictureOf('azure-prod', pictures);
    const titles = new Map(boxesOf(picture).map(({ id, title }) => [id, title]));
    const lines = picture.lines.map(({ from, to, details }) => `${titles.get(from)} -> ${titles.get(to)}: ${details}`);

    expect(lines).toEqual(
      expect.arrayContaining([
        'tailwind-prod-aks -> tailwindtradersprod: AcrPull',
        'tailwind-prod-aks -> system: its pools',
      ]),
    );
    expect(boxesOf(picture).map(({ lines: [type] }) => type)).not.toContain('Role assignment');
    expect(boxesOf(picture).filter(({ title }) => /^\d+ × User assigned identity$/.test(title))).toHaveLength(1);
  });

  it('show the calls that policies allow, and who is let in', () => {
    const { lines, boxes } = pictureOf('workloads-tailwind-prod-aks', pictures);
    const texts = lines.map(({ from, to }) => `${from} -> ${to}`);

    expect(boxes.map(({ title }) => title)).toEqual(['outside']);
    expect(texts).toContain('(outside) -> shop/Deployment/webbff');
    expect(texts).toContain('shop/Deployment/webbff -> shop/Deployment/stock');
    expect(texts).not.toContain('shop/Deployment/mobilebff -> shop/Deployment/stock');
  });

  it('show the brokers that an operator makes, with who may call them', () => {
    const found = picturesOf(exampleReport('queue-burst'));
    const { lines, frames } = pictureOf('workloads-burst-aks', found);

    expect(boxesOf({ frames, boxes: [] }).map(({ title }) => title)).toContain('rabbit');
    expect(lines.map(({ from, to }) => `${from} -> ${to}`)).toContain(
      'shop/Deployment/worker -> shop/RabbitmqCluster/rabbit',
    );
  });

  it('are folded to namespaces where there are many workloads', () => {
    const objects = Array.from({ length: 90 }, (_, index) =>
      deployment({ name: `service-${index}`, namespace: `team-${index % 3}` }),
    );
    const [, picture] = picturesOf(reportOfFiles(platformFiles(objects)));

    expect(picture?.note).toBe('90 workloads are drawn as their namespaces');
    expect(boxesOf(picture as Picture).map(({ title, lines }) => [title, ...lines])).toEqual([
      ['team-0', '30 workloads'],
      ['team-1', '30 workloads'],
      ['team-2', '30 workloads'],
    ]);
  });
});

describe('the picture of Azure resources', () => {
  const resource = (subnets: number): object => ({
    azurerm_virtual_network: { net: { name: 'net', address_space: ['10.0.0.0/8'] } },
    azurerm_subnet: Object.fromEntries(
      Array.from({ length: subnets }, (_, index) => [
        `s${index}`,
        {
          name: `s${index}`,
          virtual_network_name: '${azurerm_virtual_network.net.name}',
          address_prefixes: [`10.${index}.0.0/24`],
        },
      ]),
    ),
    azurerm_private_endpoint: { last: { name: 'last', subnet_id: `\${azurerm_subnet.s${subnets - 1}.id}` } },
  });
  const pictureWith = (resource: object): Picture =>
    pictureOf('azure-prod', picturesOf(reportOfFiles([['prod/main.tf.json', JSON.stringify({ resource })]])));

  it('leaves out subnets that hold nothing where there are many, and says how many', () => {
    const { frames, note } = pictureWith(resource(40));
    const titles = framesOf(frames).map(({ title }) => title);

    expect(note).toBe('16 more subnets are in the list of resources');
    expect(titles).toHaveLength(25);
    expect(titles.at(-1)).toBe('s39 10.39.0.0/24');
  });

  it('shows subnets of a network that somebody else has made, with what is in them', () => {
    const { azurerm_virtual_network: _, ...rest } = resource(1) as Record<string, object>;
    const { frames } = pictureWith(rest);

    expect(frames.map(({ title, boxes }) => [title, ...boxes.map((box) => box.title)])).toEqual([
      ['s0 10.0.0.0/24', 'last'],
    ]);
  });
});

describe('the layout of a picture', () => {
  const picture: Picture = {
    id: 'x',
    title: 'X',
    frames: [
      {
        id: 'frame',
        kind: 'namespace',
        title: 'shop "quoted" -> }',
        frames: [],
        boxes: [{ id: 'b', kind: 'workload', title: 'cart', lines: ['on apps'] }],
      },
    ],
    boxes: [{ id: 'a', kind: 'outside', title: 'outside', lines: [] }],
    lines: [{ from: 'a', to: 'b', kind: 'allowed', details: 'TCP 80' }],
  };
  const [layout] = layOut([picture]);

  it('puts boxes into their frames, and callers to the left of what they call', () => {
    const [frame, inside, caller] = [layout?.frames.get('frame'), layout?.boxes.get('b'), layout?.boxes.get('a')];
    if (!frame || !inside || !caller) throw new Error('not all is laid out');

    expect(inside.x).toBeGreaterThan(frame.x);
    expect(inside.x + inside.width).toBeLessThan(frame.x + frame.width);
    expect(inside.y).toBeGreaterThan(frame.y);
    expect(caller.x + caller.width).toBeLessThan(frame.x);
  });

  it('is drawn with all texts, a link where there is a place, and an arrow', () => {
    if (!layout) throw new Error('nothing is laid out');
    const linked = { ...picture, boxes: picture.boxes.map((box) => ({ ...box, subject: 's' })) };
    const { text } = toSvg(linked, layout, (subject) => (subject === 's' ? '#at-s' : undefined));

    expect(text).toContain('<a href="#at-s">');
    expect(text).toContain('shop &#34;quoted&#34; -&#62; }');
    expect(text).toContain('<title>TCP 80</title>');
    expect(text).toMatch(/<path class="head" d="M[\d.]+ [\d.]+ [\d. ]+Z"\/>/);
  });

  it('hands no word of the files to Graphviz', () => {
    expect(toDot(picture)).not.toMatch(/shop|cart|outside/);
  });
});
