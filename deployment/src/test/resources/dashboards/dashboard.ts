// The type of the files in deployment/grafana: Grafana's own, narrowed to the panels that they use.
import type { AnnotationQuery, Dashboard, DashboardLink, DataQuery, FieldConfig, Panel, RowPanel } from "@grafana/schema";
import type { Options as StatOptions } from "@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen";
import type { Options as TableOptions } from "@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen";
import type {
  FieldConfig as TimeSeriesField,
  Options as TimeSeriesOptions,
} from "@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen";

/** A type as it is in JSON: strings in place of the constants of an enum. */
type Json<T> = T extends string ? `${T}` : T extends object ? { [K in keyof T]: Json<T[K]> } : T;

/** T with these members in place of its own. */
type With<T, Members> = Omit<T, keyof Members> & Members;

/** What the data source for Prometheus reads. The schema has no type for it. */
type Query = DataQuery & {
  expr: string;
  legendFormat?: string;
  format?: "table" | "time_series";
  instant?: boolean;
  range?: boolean;
};

/** What the data source for Prometheus reads of an annotation. */
type Annotation = AnnotationQuery<Query> & { titleFormat?: string; tagKeys?: string; useValueForTime?: boolean };

/** A link of a panel has these members only, although the schema has one type for all links. */
type PanelLink = Pick<DashboardLink, "title" | "url" | "targetBlank">;

type PanelOf<Type extends string, Options, Custom> = With<
  Panel,
  {
    type: Type;
    targets: Query[];
    links: PanelLink[];
    options: Options;
    fieldConfig: { defaults: With<FieldConfig, { custom?: Custom }>; overrides: [] };
  }
>;

type OurPanel =
  | RowPanel
  | PanelOf<"timeseries", TimeSeriesOptions, TimeSeriesField>
  | PanelOf<"stat", StatOptions, never>
  | PanelOf<"table", TableOptions, never>;

export type OurDashboard = Json<With<Dashboard, { annotations: { list: Annotation[] }; panels: OurPanel[] }>>;

// So that this file itself is known to find a misspelt member and a value that Grafana does not know.
// @ts-expect-error
({ fillOpacty: 10 }) satisfies Json<TimeSeriesField>;
// @ts-expect-error
({ mode: "dash" }) satisfies Json<NonNullable<TimeSeriesField["thresholdsStyle"]>>;
