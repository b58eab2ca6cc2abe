import type { SodarProject, SodarTree } from './types.ts';

/**
 * Puts projects below their categories. What lies in a category that the account cannot see stands at the root; so does
 * what it may only find, unless its full title says where it belongs.
 */
export function treeOf(projects: readonly SodarProject[]): SodarTree[] {
  const nodes = projects.map((project): SodarTree => ({ project, children: [] }));
  const byUuid = new Map(nodes.map((node) => [node.project.sodar_uuid, node]));
  const byTitle = new Map(
    nodes.flatMap((node) => (node.project.full_title ? [[node.project.full_title, node] as const] : [])),
  );
  const roots: SodarTree[] = [];
  for (const node of nodes) {
    const { parent, full_title: title } = node.project;
    const above =
      parent === undefined
        ? byTitle.get(title?.slice(0, Math.max(0, title.lastIndexOf(' / '))) ?? '')
        : byUuid.get(parent ?? '');
    (above ? above.children : roots).push(node);
  }
  const sort = (level: SodarTree[]): SodarTree[] => {
    level.sort((a, b) => a.project.title.localeCompare(b.project.title, 'en'));
    for (const { children } of level) sort(children);
    return level;
  };
  return sort(roots);
}
