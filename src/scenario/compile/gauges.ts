import { constantNumber } from '../../core/language/expression.js';
import type { Reference } from '../../core/language/names.js';
import { listed } from '../../core/text.js';
import { locateInText, type Path } from '../spans.js';
import { type Bench, numberAt, parserFor } from './bench.js';
import { declare } from './declare.js';

/** Gauges may read each other, above or below in the file: each is compiled behind those that it reads. */

interface Held {
  readonly path: Path;
  readonly value: number | string;
  readonly reference: Reference & { readonly is: 'gauge' };
}

/** A gauge that reads another, and where it names it. */
interface Link {
  readonly from: string;
  readonly to: string;
  readonly start: number;
  readonly end: number;
}

/** Declares all gauges and compiles them. Those in a circle have no value, and are reported. */
export const declareGauges = (bench: Bench): void => {
  const gauges = new Map<string, Held>();
  for (const [i, { id, value }] of bench.source.gauges.entries()) {
    const path = bench.formed.paths.gauges[i]!;
    const reference = { is: 'gauge', gauge: i } as const;
    // 0 until it is compiled; those in a circle stay so.
    bench.gauges.push(constantNumber(0));
    declare(bench, id, reference, [...path, 'id']);
    gauges.set(id, { path: [...path, 'value'], value, reference });
  }
  if (gauges.size === 0) return;
  const links = new Map([...gauges].map(([id, gauge]) => [id, linksOf(bench, gauges, id, gauge)]));
  const { order, circles } = inDependencyOrder(links);
  for (const circle of circles) complainOfCircle(bench, gauges, circle);
  const circular = new Set(circles.flatMap((circle) => circle.map(({ from }) => from)));
  for (const id of order) {
    const { path, value, reference } = gauges.get(id)!;
    const expression = numberAt(bench, value, { path });
    if (!circular.has(id)) bench.gauges[reference.gauge] = expression;
  }
};

const linksOf = (bench: Bench, gauges: ReadonlyMap<string, Held>, from: string, { value }: Held): Link[] =>
  typeof value === 'number'
    ? []
    : parserFor(bench, -1)
        .namesIn(value)
        .flatMap(({ name, start, end }) => (isGauge(bench, gauges, name) ? [{ from, to: name, start, end }] : []));

/** A name that something else has already is no gauge's: that is an error of its own. */
const isGauge = (bench: Bench, gauges: ReadonlyMap<string, Held>, name: string): boolean => {
  const reference = gauges.get(name)?.reference;
  return reference !== undefined && bench.references.get(name) === reference;
};

interface Ordered {
  /** Each behind all that it reads, and otherwise as in the file. */
  readonly order: readonly string[];
  /** Links that lead back to where they began, each circle once, from its first gauge in the file. */
  readonly circles: readonly (readonly Link[])[];
}

/** Goes through the gauges in depth, in the order of the file. */
const inDependencyOrder = (links: ReadonlyMap<string, readonly Link[]>): Ordered => {
  const order = new Set<string>();
  const circles: (readonly Link[])[] = [];
  const file = [...links.keys()];
  const visit = (id: string, way: readonly Link[]): void => {
    const back = way.findIndex(({ from }) => from === id);
    if (back >= 0) circles.push(fromFirst(way.slice(back), file));
    if (back >= 0 || order.has(id)) return;
    for (const link of links.get(id)!) visit(link.to, [...way, link]);
    order.add(id);
  };
  for (const id of file) visit(id, []);
  const names = (circle: readonly Link[]): string => circle.map(({ from }) => from).join(' ');
  return { order: [...order], circles: [...new Map(circles.map((circle) => [names(circle), circle])).values()] };
};

const fromFirst = (circle: readonly Link[], file: readonly string[]): Link[] => {
  const positions = circle.map(({ from }) => file.indexOf(from));
  const first = positions.indexOf(Math.min(...positions));
  return [...circle.slice(first), ...circle.slice(0, first)];
};

const complainOfCircle = (bench: Bench, gauges: ReadonlyMap<string, Held>, circle: readonly Link[]): void => {
  const [first] = circle;
  const { from, start, end } = first!;
  const members = circle.map((link) => `\`${link.from}\``);
  const chain = circle.map(({ to }) => `reads \`${to}\``).join(', which ');
  const message =
    circle.length === 1
      ? `the gauge \`${from}\` goes round in a circle: it reads itself`
      : `the gauges ${listed(members)} go round in a circle: \`${from}\` ${chain}`;
  const hint = 'Work one of them out without the others, from dials, counters and what happened.';
  bench.problems.push({
    ...{ code: 'E308', severity: 'error', message, hint },
    ...locateInText(bench.root, gauges.get(from)!.path, start, end),
  });
};
