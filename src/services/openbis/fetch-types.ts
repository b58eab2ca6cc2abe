/**
 * What else to fetch of a part: `true` brings the part as a list brings it; an object names parts of the part; `all`
 * (of parents, children, …) goes on without end. `false` leaves out what would come by itself.
 */
export type OpenBisPart<F> = boolean | 'all' | F;

/** Parts of a space. By itself comes: registrator. */
export interface OpenBisSpaceFetch {
  registrator?: boolean;
  projects?: OpenBisPart<OpenBisProjectFetch>;
  samples?: OpenBisPart<OpenBisObjectFetch>;
}

/** Parts of a project. By themselves come: space, registrator, modifier, leader. */
export interface OpenBisProjectFetch {
  space?: OpenBisPart<OpenBisSpaceFetch>;
  registrator?: boolean;
  modifier?: boolean;
  leader?: boolean;
  experiments?: OpenBisPart<OpenBisCollectionFetch>;
  samples?: OpenBisPart<OpenBisObjectFetch>;
}

/** Parts of a collection. By themselves come: type, project, properties, tags, registrator, modifier. */
export interface OpenBisCollectionFetch {
  /** `true` brings the properties that the type has. */
  type?: boolean;
  project?: OpenBisPart<OpenBisProjectFetch>;
  properties?: boolean;
  /** Objects that are values of properties. */
  sampleProperties?: OpenBisPart<OpenBisObjectFetch>;
  tags?: boolean;
  registrator?: boolean;
  modifier?: boolean;
  samples?: OpenBisPart<OpenBisObjectFetch>;
  dataSets?: OpenBisPart<OpenBisDatasetFetch>;
}

/**
 * Parts of an object. By themselves come: type, space, project, experiment, properties, tags, registrator, modifier; and
 * with `get` also parents, children, container, components.
 */
export interface OpenBisObjectFetch {
  /** `true` brings the properties that the type has. */
  type?: boolean;
  space?: OpenBisPart<OpenBisSpaceFetch>;
  project?: OpenBisPart<OpenBisProjectFetch>;
  /** The collection. */
  experiment?: OpenBisPart<OpenBisCollectionFetch>;
  properties?: boolean;
  /** Objects that are values of properties. */
  sampleProperties?: OpenBisPart<OpenBisObjectFetch>;
  parents?: OpenBisPart<OpenBisObjectFetch>;
  children?: OpenBisPart<OpenBisObjectFetch>;
  container?: OpenBisPart<OpenBisObjectFetch>;
  components?: OpenBisPart<OpenBisObjectFetch>;
  dataSets?: OpenBisPart<OpenBisDatasetFetch>;
  tags?: boolean;
  registrator?: boolean;
  modifier?: boolean;
}

/**
 * Parts of a dataset. By themselves come: type, sample, experiment, properties, tags, physicalData, dataStore, registrator,
 * modifier; and with `get` also parents, children, containers, components, linkedData.
 */
export interface OpenBisDatasetFetch {
  /** `true` brings the properties that the type has. */
  type?: boolean;
  sample?: OpenBisPart<OpenBisObjectFetch>;
  experiment?: OpenBisPart<OpenBisCollectionFetch>;
  properties?: boolean;
  /** Objects that are values of properties. */
  sampleProperties?: OpenBisPart<OpenBisObjectFetch>;
  parents?: OpenBisPart<OpenBisDatasetFetch>;
  children?: OpenBisPart<OpenBisDatasetFetch>;
  containers?: OpenBisPart<OpenBisDatasetFetch>;
  components?: OpenBisPart<OpenBisDatasetFetch>;
  physicalData?: boolean;
  linkedData?: boolean;
  dataStore?: boolean;
  tags?: boolean;
  registrator?: boolean;
  modifier?: boolean;
}
