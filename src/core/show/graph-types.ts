/** A thing in the picture. */
export interface GraphNode {
  id: string;
  /** What people call it. Default: the id. */
  label?: string;
  /** A second, smaller line: an accession. */
  note?: string;
  /** Things of one group have one colour, which the legend explains. */
  group?: string;
}

/** A sentence about two things, `from` … `to`: `liver` `derived from` `sheep`. */
export interface GraphLink {
  /** Id of what the sentence begins with. Drawn to the right. */
  from: string;
  /** Id of where it comes from. Drawn to the left; when it is not among the nodes it is drawn dashed. */
  to: string;
  label?: string;
}
