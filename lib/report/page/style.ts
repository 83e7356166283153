/** Colours of the page and the drawings, on light and on dark screens. */
export const COLOURS = `
:root {
  color-scheme: light dark;
  --text: #1c2733; --quiet: #5a6876; --page: #ffffff; --soft: #f4f6f8; --rule: #d5dce3; --link: #0b5cad;
  --bad: #b3261e; --warn: #8a5a00; --note: #0b5cad; --good: #1a7037;
  --box: #ffffff; --network: #eef5fd; --subnet: #e0edfb; --zone: #d0e3f7; --namespace: #eef7ee; --frame: #8fa3b7;
  --cluster: #d9e8fb; --pool: #fff3d6; --workload: #ffffff; --outside: #eceff2; --line: #6b7c8d; --entrance: #b3571e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e3e9ef; --quiet: #9fb0c0; --page: #12181f; --soft: #1b232c; --rule: #33404d; --link: #7db8f5;
    --bad: #ff8a80; --warn: #f2c063; --note: #7db8f5; --good: #7bd495;
    --box: #202a35; --network: #16212d; --subnet: #1a2a3b; --zone: #20344a; --namespace: #17251b; --frame: #56697c;
    --cluster: #23405f; --pool: #40351a; --workload: #202a35; --outside: #2a333d; --line: #8ea1b4; --entrance: #e89a62;
  }
}
`;

/** How the page looks, on a screen and on paper. */
export const STYLE = `
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
header, main { max-width: 84rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 1.2rem; }
h1 { font-size: 1.6rem; margin: 0; }
h2 { font-size: 1.25rem; margin: 2.4rem 0 .6rem; padding-top: .4rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1rem; margin: 1.4rem 0 .4rem; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
code { font: .875em ui-monospace, monospace; overflow-wrap: break-word; }
.quiet { color: var(--quiet); }
nav { position: sticky; top: 0; z-index: 1; background: var(--page); border-bottom: 1px solid var(--rule); }
nav > div { max-width: 84rem; margin: 0 auto; padding: .5rem 1.5rem; display: flex; flex-wrap: wrap; gap: .3rem 1rem; align-items: center; }
nav input { font: inherit; color: inherit; background: var(--soft); border: 1px solid var(--rule); border-radius: 5px; padding: .2rem .6rem; width: 15rem; }
nav button { font: inherit; color: inherit; background: var(--soft); border: 1px solid var(--rule); border-radius: 5px; padding: .2rem .6rem; cursor: pointer; }
.tools { margin-left: auto; display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; }
nav button { white-space: nowrap; }
[id] { scroll-margin-top: 4rem; }
tr:target, details:target > summary { background: var(--zone); }
.verdict { font-weight: 600; padding: .5rem .8rem; border-left: 4px solid; background: var(--soft); }
.verdict.good { border-color: var(--good); }
.verdict.bad { border-color: var(--bad); }
.numbers { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .5rem; }
.numbers a { display: block; padding: .4rem .8rem; background: var(--soft); border-radius: 6px; color: inherit; text-decoration: none; }
.numbers a:hover { text-decoration: underline; }
.numbers strong { font-size: 1.25rem; font-variant-numeric: tabular-nums; }
details { margin: .3rem 0; border: 1px solid var(--rule); border-radius: 6px; background: var(--page); }
summary { cursor: pointer; padding: .35rem .7rem; background: var(--soft); border-radius: 6px; }
details > :not(summary) { margin: .5rem .8rem; }
details > ul { padding-left: 1.2rem; }
.count { font-size: .8rem; color: var(--quiet); background: var(--rule); border-radius: 9px; padding: 0 .5rem; color: var(--text); }
.badge { font-size: .8rem; font-weight: 600; }
.badge.error { color: var(--bad); }
.badge.warning { color: var(--warn); }
.badge.note { color: var(--note); }
.badge.good { color: var(--good); }
.findings li { margin: .5rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .7rem .25rem 0; border-bottom: 1px solid var(--rule); font-weight: inherit; }
thead th { color: var(--quiet); font-size: .8rem; white-space: nowrap; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td.low { color: var(--bad); font-weight: 600; }
.image { font-size: .78rem; color: var(--quiet); overflow-wrap: anywhere; }
.matrix th[scope=col] { writing-mode: sideways-lr; writing-mode: vertical-rl; transform: rotate(180deg); padding: .3rem .2rem; text-align: left; }
.matrix td { text-align: center; padding: .2rem .35rem; border-left: 1px solid var(--rule); font-size: .8rem; }
.matrix td.open { background: var(--namespace); }
.matrix td.same { background: var(--soft); }
h4 { font-size: .9rem; margin: 1rem 0 .3rem; color: var(--quiet); }
.bar .all { fill: var(--rule); }
.bar .recovered { fill: var(--frame); }
.bar .kept { fill: var(--good); }
.bar .tight { fill: var(--warn); }
.bar .over { fill: var(--bad); }
.chart { display: block; max-width: 100%; height: auto; }
.chart text { font: 11px system-ui, sans-serif; fill: var(--quiet); }
.chart .time { text-anchor: middle; }
.chart .value { text-anchor: end; }
.chart .grid { stroke: var(--rule); }
.chart [class^=series] { fill: none; stroke-width: 2; }
.chart .series-0 { stroke: var(--link); }
.chart .series-1 { stroke: var(--good); }
.chart .series-2 { stroke: var(--entrance); stroke-dasharray: 5 3; }
figure { margin: .4rem 0; padding: .4rem; border: 1px solid var(--rule); border-radius: 6px; }
[hidden] { display: none !important; }
@media print {
  :root { color-scheme: light; --page: #fff; --text: #000; }
  body { font-size: 10pt; }
  nav { display: none; }
  header, main { max-width: none; padding: 0; }
  a { color: inherit; text-decoration: none; }
  figure { overflow: visible; break-inside: avoid; border: 0; padding: 0; }
  figure svg { max-width: 100%; height: auto; }
  tr, li, summary { break-inside: avoid; }
  h2, h3, summary { break-after: avoid; }
  .scroll { overflow: visible; }
}
`;

/** How drawings look, for a page and for a file of their own. */
export const DRAWING_STYLE = `
.picture text { font-family: system-ui, sans-serif; fill: var(--text); }
.picture .box text { text-anchor: middle; }
.picture .title { font-size: 13px; font-weight: 600; }
.picture .line { font-size: 11px; fill: var(--quiet); }
.picture .frame text { font-size: 12.5px; font-weight: 600; fill: var(--quiet); }
.picture .frame rect { stroke: var(--frame); stroke-dasharray: 4 3; }
.picture .frame.network rect { fill: var(--network); }
.picture .frame.subnet rect { fill: var(--subnet); }
.picture .frame.zone rect { fill: var(--zone); }
.picture .frame.namespace rect { fill: var(--namespace); }
.picture .box rect { fill: var(--box); stroke: var(--frame); }
.picture .box.cluster rect { fill: var(--cluster); }
.picture .box.pool rect { fill: var(--pool); }
.picture .box.outside rect { fill: var(--outside); }
.picture .box.more rect { stroke-dasharray: 5 2; }
.picture .line path { fill: none; stroke: var(--line); stroke-width: 1.2; }
.picture .line .head { fill: var(--line); stroke: none; }
.picture .line.entrance path { stroke: var(--entrance); stroke-width: 1.8; }
.picture .line.entrance .head { fill: var(--entrance); stroke: none; }
.picture .line.uses path { stroke-dasharray: 3 3; }
.picture .line.uses .head { stroke-dasharray: none; }
.picture a:hover rect { stroke-width: 2; }
`;
