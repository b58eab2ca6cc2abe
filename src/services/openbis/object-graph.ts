import { Graph } from '../../core/show/graph.ts';
import type { GraphLink } from '../../core/show/graph-types.ts';
import type { OpenBisObject } from './types.ts';

/**
 * Objects with their parents and children, as far as these were fetched, as a picture:
 * `display.html(objectGraph(objects).toHtml())` in a notebook, a tree in a terminal. Relatives that are not in the list are
 * drawn as well.
 */
export function objectGraph(objects: Iterable<OpenBisObject>, { title = '' } = {}): Graph {
  const all = new Map<string, OpenBisObject>();
  const links: GraphLink[] = [];
  const open = [...objects];
  for (let object = open.shift(); object; object = open.shift()) {
    if (all.has(object.permId)) continue;
    all.set(object.permId, object);
    const { permId } = object;
    for (const parent of object.parents ?? []) {
      links.push({ from: permId, to: parent.permId, label: 'child of' });
      open.push(parent);
    }
    for (const child of object.children ?? []) {
      links.push({ from: child.permId, to: permId, label: 'child of' });
      open.push(child);
    }
  }
  const nodes = [...all.values()].map(({ permId, code, properties, type }) => {
    const name = properties?.$NAME;
    return {
      id: permId,
      label: typeof name === 'string' ? name : code,
      ...(typeof name === 'string' && { note: code }),
      ...(type?.code && { group: type.code }),
    };
  });
  return new Graph(nodes, links, { title: title || `${nodes.length} objects and their parents` });
}
