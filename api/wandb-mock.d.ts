// index.d.ts
export { createWandbBackend, type WandbBackend, type WandbBackendOptions } from "./backend.ts";
export { serveWandb, type ServeOptions, type WandbServer } from "./serve.ts";
export { defaultAccounts, defaultApiKey, type AccountsOptions, type OrganizationOptions, type ServiceAccountOptions, type TeamOptions, type UserOptions, } from "./accounts.ts";
export { type BackendClock } from "./clock.ts";
export { serverFeatures } from "./features.ts";
export { wandbMockErrors, WandbMockError } from "./errors.ts";
export { type LaunchInspection } from "./launch/launch-inspection.ts";
export { type AgentRecord, type ItemReport, type QueueItemRecord, type QueueRecord, } from "./launch/launch-records.ts";
export type { Fault, FaultAction, FaultControl, FaultRate, FaultTarget } from "./faults/fault.ts";
export type { RateLimit, RateLimits } from "./http/quotas.ts";
export type { Surface } from "./http/surface.ts";
export type { Inspector, UnansweredRequest } from "./inspect/inspector.ts";
export type { RequestFilter, SeenRequest } from "./inspect/request-log.ts";
export type { ArtifactView, EntryView } from "./inspect/artifact-view.ts";
export type { RunView } from "./inspect/run-view.ts";
export type { LineageEdge, LineageGraph, LineageNode } from "./inspect/lineage.ts";

// msw.d.ts
import type { RequestHandler } from "msw";
import type { WandbBackend } from "./backend.ts";
/**
 * Answers a W&B host with a backend, for MSW's `setupServer` and `setupWorker`.
 *
 * @param origin the host to answer; default `https://api.wandb.ai`
 *
 * @example
 * ```ts
 * const network = setupServer(...wandbHandlers(createWandbBackend()));
 * network.listen({ onUnhandledFrame: "error" });
 * ```
 */
export declare function wandbHandlers(backend: Pick<WandbBackend, "handle">, origin?: string): RequestHandler[];

// backend.d.ts
import { type AccountsOptions } from "./accounts.ts";
import { type BackendClock } from "./clock.ts";
import type { FaultControl } from "./faults/fault.ts";
import { type LaunchInspection } from "./launch/launch-inspection.ts";
import { type Inspector } from "./inspect/inspector.ts";
import { type RateLimits } from "./http/quotas.ts";
/** How a backend is set up. */
export interface WandbBackendOptions {
    /**
     * Folder in which state and contents are kept, made when missing; a backend opened on it later goes
     * on where this one stopped. Default: everything is in memory.
     */
    readonly folder?: string;
    /** Who exists. Default {@link defaultAccounts}: user `ada`, team `weavers`, organisation `heddle`. */
    readonly accounts?: AccountsOptions;
    /** Which server features are on. Default `"all"`. */
    readonly features?: "all" | "none" | readonly string[];
    /** The time it follows, in milliseconds since the epoch. Default `Date.now`. */
    readonly time?: () => number;
    /** Seed of everything that is random but not secret. Default 1. */
    readonly seed?: number;
    /** How long storage URLs are good for, in milliseconds. Default one hour. */
    readonly urlLifetimeMs?: number;
    /** Silence after which a running run counts as crashed, in milliseconds. Default five minutes. */
    readonly heartbeatTimeoutMs?: number;
    /**
     * Requests that are taken in each window of time; answers then carry `RateLimit-*` headers, and one
     * too many gets 429 with `Retry-After`. Default: no limit.
     */
    readonly rateLimits?: RateLimits;
    /** Hears of errors that are this package's own; the caller gets status 500. Default: nobody. */
    readonly onDefect?: (error: unknown) => void;
}
/** A W&B backend: one function that answers requests, and what tests need around it. */
export interface WandbBackend extends AsyncDisposable {
    /**
     * Answers one request. Bodies stream both ways. URLs in answers begin with the origin of the request.
     */
    handle(request: Request): Promise<Response>;
    /** The backend's time. */
    readonly clock: BackendClock;
    /** Queues, their items and agents, and the stop button of an agent's page. */
    readonly launch: LaunchInspection;
    /** Adds users, teams, organisations and service accounts that are not there yet. */
    addAccounts(accounts: AccountsOptions): void;
    /** Lets requests fail. */
    readonly faults: FaultControl;
    /** Shows what the backend saw and holds. */
    readonly inspect: Inspector;
    /** Makes all storage URLs that were handed out so far count as expired. */
    expireUrls(): void;
}
/**
 * Makes a W&B backend: GraphQL API, filestream and file storage, with the state behind them.
 *
 * @throws WandbMockError `WANDB_MOCK_INVALID_OPTION`, `WANDB_MOCK_UNKNOWN_ACCOUNT`
 *
 * @example
 * ```ts
 * const backend = createWandbBackend();
 * await using server = await serveWandb(backend);
 * // WANDB_BASE_URL=server.origin WANDB_API_KEY=defaultApiKey
 * ```
 */
export declare function createWandbBackend(options?: WandbBackendOptions): WandbBackend;

// serve.d.ts
import type { WandbBackend } from "./backend.ts";
/** Where the server listens. It is the loopback interface, always. */
export interface ServeOptions {
    /** Port; default 0, any free one. */
    readonly port?: number;
    /** Take any free port when `port` is taken, instead of failing. Default false. */
    readonly fallback?: boolean;
}
/** A backend on a port. Disposing it closes all connections. */
export interface WandbServer extends AsyncDisposable {
    /** Scheme, host and port: what `WANDB_BASE_URL` is set to. */
    readonly origin: string;
}
/**
 * Serves a backend over HTTP on the loopback interface.
 *
 * @throws WandbMockError `WANDB_MOCK_PORT_IN_USE`, `WANDB_MOCK_INVALID_OPTION`
 */
export declare function serveWandb(backend: Pick<WandbBackend, "handle">, options?: ServeOptions): Promise<WandbServer>;

// accounts.d.ts
import type { BackendClock } from "./clock.ts";
import type { MemberRecord } from "./state/records.ts";
import type { State } from "./state/state.ts";
/** The key of the user that a backend has by default. It opens nothing but such a backend. */
export declare const defaultApiKey = "local-0123456789abcdef0123456789abcdef01234567";
/** A person. */
export interface UserOptions {
    readonly username: string;
    /** At least 40 characters of `[A-Za-z0-9_-]` after an optional `prefix-`. */
    readonly apiKey: string;
    /** Default `<username>@example.com`. */
    readonly email?: string;
    /** Full name; default the user name. */
    readonly name?: string;
    /** Sees and changes everything. Default false. */
    readonly isAdmin?: boolean;
}
/** A machine's account; it belongs to one team, which is its default entity. */
export interface ServiceAccountOptions {
    readonly username: string;
    readonly apiKey: string;
    readonly team: string;
}
/** A team. */
export interface TeamOptions {
    readonly name: string;
    /** User names, or user names with roles. Default none. */
    readonly members?: readonly (string | {
        readonly username: string;
        readonly role: MemberRecord["role"];
    })[];
    /** Name of the organisation that it belongs to. */
    readonly organization?: string;
    /** Whether artifacts may use XXH128 digests. Default false. */
    readonly isXxhashEnabled?: boolean;
}
/** An organisation with its registries. */
export interface OrganizationOptions {
    readonly name: string;
    /** Name of the entity that holds the registries. Default `<name>-org`. */
    readonly entity?: string;
    /** Registries, without their prefix `wandb-registry-`. Default `["model"]`. */
    readonly registries?: readonly string[];
}
/** Who exists on a backend. */
export interface AccountsOptions {
    readonly users?: readonly UserOptions[];
    readonly teams?: readonly TeamOptions[];
    readonly organizations?: readonly OrganizationOptions[];
    readonly serviceAccounts?: readonly ServiceAccountOptions[];
}
/** One user with a team inside an organisation that has a registry `model`. */
export declare const defaultAccounts: AccountsOptions;
/**
 * Adds the accounts that are not there yet.
 *
 * @throws WandbMockError `WANDB_MOCK_UNKNOWN_ACCOUNT` for a team, member or organisation that is not described;
 *   `WANDB_MOCK_INVALID_OPTION` for an API key that clients would refuse
 */
export declare function addAccounts(state: State, clock: BackendClock, accounts: AccountsOptions): void;

// clock.d.ts
/**
 * The backend's time. It follows the machine's clock until a test moves, freezes or sets it; leases,
 * heartbeats and signed URLs all read it, so that nothing has to be waited for.
 */
export interface BackendClock {
    /** The current instant, in milliseconds since the epoch. */
    now(): number;
    /** Moves the clock forwards by `ms` milliseconds. */
    advance(ms: number): void;
    /** Sets the clock to `instant` (milliseconds since the epoch); it goes on from there unless frozen. */
    set(instant: number): void;
    /** Stops the clock at its current instant; {@link BackendClock.advance} still moves it. */
    freeze(): void;
    /** Lets a frozen clock run again. */
    resume(): void;
}
/**
 * Makes a controllable clock.
 *
 * @param source the time it follows, in milliseconds since the epoch; default `Date.now`
 */
export declare function createBackendClock(source?: () => number): BackendClock;

// features.d.ts
/**
 * The server features that clients know by name (Python SDK 0.30). Clients send different documents to
 * servers that have or lack them.
 */
export declare const serverFeatures: readonly string[];

// errors.d.ts
import { HeddleError, type ErrorCode } from "@heddle/errors";
/** The error codes of `@heddle/wandb-mock`. */
export declare const wandbMockErrors: {
    readonly WANDB_MOCK_FOLDER_IN_USE: {
        readonly meaning: "The folder that a backend is to keep its state in belongs to another one that is running.";
        readonly remedy: "Use the one that is running, or name another folder.";
    };
    readonly WANDB_MOCK_INVALID_OPTION: {
        readonly meaning: "An option of the backend, of its server or of a fault is not usable.";
        readonly remedy: "Correct the option that the message names.";
    };
    readonly WANDB_MOCK_PORT_IN_USE: {
        readonly meaning: "The port that the server was asked to listen on is taken by another program.";
        readonly remedy: "Name another port, or pass `fallback: true` to take any free one.";
    };
    readonly WANDB_MOCK_UNKNOWN_ACCOUNT: {
        readonly meaning: "An account is described with a team or organization that does not exist.";
        readonly remedy: "Add the team or organization, or correct its name.";
    };
};
/** An error of `@heddle/wandb-mock` itself; what the emulated service refuses is an HTTP answer. */
export declare class WandbMockError extends HeddleError<ErrorCode<typeof wandbMockErrors>> {
}

// launch/launch-inspection.d.ts
import type { State } from "../state/state.ts";
import type { AgentRecord, QueueItemRecord, QueueRecord } from "./launch-records.ts";
/** What tests see of launch, and what a person would do in the web pages. */
export interface LaunchInspection {
    /** All queues, oldest first. */
    queues(): QueueRecord[];
    /** All items in the order of their arrival, of one queue when its name is given. */
    items(queueName?: string): QueueItemRecord[];
    /** All agents that ever registered, oldest first. */
    agents(): AgentRecord[];
    /** Asks an agent to stop polling, as the button on its page does. */
    stopAgent(id: string): void;
}
/** Looks into the launch tables of a backend. */
export declare function inspectLaunch(state: State): LaunchInspection;

// launch/launch-records.d.ts
import type { Identified } from "../state/record-table.ts";
/** A launch queue. Queues live in their entity's project `model-registry`. */
export interface QueueRecord extends Identified {
    readonly projectId: string;
    readonly name: string;
    readonly createdBy: string;
    readonly access: string;
    readonly resourceConfigId: string | null;
    readonly prioritizationMode: "DISABLED" | "V0";
    readonly externalLinks: unknown;
}
/** What a queue gives to each of its items: resource, resource arguments, and the variables in them. */
export interface ResourceConfigRecord extends Identified {
    readonly entityId: string;
    readonly resource: string;
    /** `{resource_args: {<resource>: {...}}}` */
    readonly config: Readonly<Record<string, unknown>>;
    readonly variables: readonly TemplateVariableRecord[];
}
/** A variable `{{name}}` in a queue's resource arguments. */
export interface TemplateVariableRecord {
    readonly name: string;
    readonly schema: Readonly<Record<string, unknown>>;
    readonly description: string | null;
}
/** A failure or warning that an agent reported about an item. */
export interface ItemReport {
    readonly message: string;
    readonly stage: string;
    readonly filePaths: readonly string[];
}
/** An item: waiting, popped by an agent (leased), acknowledged under a run id (claimed), or failed. */
export interface QueueItemRecord extends Identified {
    readonly queueId: string;
    readonly state: "PENDING" | "LEASED" | "CLAIMED" | "FAILED";
    readonly runSpec: Readonly<Record<string, unknown>>;
    readonly priority: number;
    readonly createdAt: number;
    readonly leasedBy: string | null;
    readonly leasedUntil: number;
    readonly associatedRunId: string | null;
    readonly error: ItemReport | null;
    readonly warnings: readonly ItemReport[];
    /** How often it was handed to an agent. */
    readonly pops: number;
}
/** An agent that polls queues. */
export interface AgentRecord extends Identified {
    readonly projectId: string;
    /** The id of the agent's own hidden run. */
    readonly name: string;
    readonly queueIds: readonly string[];
    readonly hostname: string;
    readonly config: string | null;
    readonly version: string | null;
    readonly status: string;
    readonly stopPolling: boolean;
    readonly heartbeatAt: number;
}

// faults/fault.d.ts
import type { Surface } from "../http/surface.ts";
/** What goes wrong with a request. */
export type FaultAction = 
/** Answers with a status instead of handling the request. */
{
    readonly kind: "status";
    readonly status: number;
    /** `Retry-After`, in seconds or as an HTTP date. */
    readonly retryAfter?: number | string;
    /** Body of the answer. Default: an error in the surface's own form. */
    readonly body?: string;
}
/** Breaks the connection: before the request is handled, or after, so that the answer is lost. */
 | {
    readonly kind: "reset";
    readonly when?: "before" | "after";
}
/** Breaks the connection after so many bytes of the answer. */
 | {
    readonly kind: "cut";
    readonly afterBytes: number;
}
/** Breaks the connection after so many bytes of an upload were read. */
 | {
    readonly kind: "cut-upload";
    readonly afterBytes: number;
}
/** Flips one bit of the answer's byte at `offset` (default 0). */
 | {
    readonly kind: "corrupt";
    readonly offset?: number;
}
/** Waits before the answer begins, in milliseconds of real time. */
 | {
    readonly kind: "delay";
    readonly ms: number;
}
/** Sends the answer no faster than so many bytes per second of real time. */
 | {
    readonly kind: "slow";
    readonly bytesPerSecond: number;
}
/** Never answers; ends when the caller gives up. */
 | {
    readonly kind: "hang";
}
/** Answers a storage URL as if it had expired. */
 | {
    readonly kind: "expired-url";
}
/** Answers an upload with an ETag that is not the content's. */
 | {
    readonly kind: "wrong-etag";
};
/** Which requests a fault is for; all members given have to match. */
export interface FaultTarget {
    readonly surface?: Surface;
    /** Name of a GraphQL operation, such as `CommitArtifact`. */
    readonly operation?: string;
    readonly method?: string;
    readonly path?: RegExp;
}
/** A fault for coming requests. */
export type Fault = FaultAction & FaultTarget & {
    /** How many matching requests it hits. Default 1. */
    readonly times?: number;
    /** How many matching requests go through before. Default 0. */
    readonly skip?: number;
};
/** Faults that hit at random. */
export interface FaultRate extends FaultTarget {
    /** The share of matching requests that is hit, from 0 to 1. */
    readonly rate: number;
    /** What may happen to them, each with the same probability. */
    readonly actions: readonly FaultAction[];
    /** Seed of the choice, so that a run can be repeated. Default 1. */
    readonly seed?: number;
}
/** Makes the backend misbehave, for tests of clients. */
export interface FaultControl {
    /** Lets the next matching requests fail. Faults are used up in the order of these calls. */
    next(fault: Fault): void;
    /** Lets a share of all matching requests fail until {@link FaultControl.clear}. */
    rate(options: FaultRate): void;
    /** Ends all faults. */
    clear(): void;
    /** How many requests were hit since the start. */
    readonly injected: number;
}

// http/quotas.d.ts
import type { BackendClock } from "../clock.ts";
/** How many requests a caller may make in each window of time. */
export interface RateLimit {
    readonly requests: number;
    readonly windowSeconds: number;
}
/** Quotas by surface; what is not named is not limited. */
export interface RateLimits {
    /** GraphQL requests of one user. */
    readonly graphql?: RateLimit;
    /** Filestream requests of one run. */
    readonly filestream?: RateLimit;
}
/** The quota of one caller at one request. */
export interface Quota {
    /** Seconds until another request is taken; undefined when this one is. */
    readonly retryAfter: number | undefined;
    /** `RateLimit-*` headers, as in draft-polli-ratelimit-headers-02, which W&B's clients obey. */
    readonly headers: Readonly<Record<string, string>>;
}
/** Counts requests. */
export interface Quotas {
    /** Counts a request of a caller; undefined where nothing is limited. */
    take(surface: "graphql" | "filestream", caller: string): Quota | undefined;
}
/**
 * Makes the counters.
 *
 * @throws WandbMockError `WANDB_MOCK_INVALID_OPTION` for a limit that is not above 0
 */
export declare function createQuotas(clock: BackendClock, limits: RateLimits): Quotas;

// http/surface.d.ts
/** Which part of the API a request is for. */
export type Surface = "graphql" | "filestream" | "upload" | "download" | "page";
/** Tells the surface of a request. What belongs to none of the API's is a page. */
export declare function surfaceOf(method: string, pathname: string): Surface;

// inspect/inspector.d.ts
import type { Services } from "../context.ts";
import { type ArtifactView } from "./artifact-view.ts";
import { type LineageGraph } from "./lineage.ts";
import type { RequestFilter, SeenRequest } from "./request-log.ts";
import { type RunView } from "./run-view.ts";
/** A request that the backend could not answer because it does not know what it asks for. */
export interface UnansweredRequest {
    readonly method: string;
    readonly path: string;
    /** Name of the GraphQL operation. */
    readonly operation: string | undefined;
    /** What is unknown in it. */
    readonly messages: readonly string[];
}
/** What a test sees of a backend from inside, without asking it over HTTP. */
export interface Inspector {
    /** The requests seen, oldest first; the last 10 000 are held. */
    requests(filter?: RequestFilter): SeenRequest[];
    /** Forgets the requests seen. */
    clearRequests(): void;
    /** Requests for unknown paths or fields. An interop run in which there are any has failed. */
    unanswered(): readonly UnansweredRequest[];
    /** Errors that are this package's own. */
    defects(): readonly unknown[];
    /** All projects as `entity/project`. */
    projects(): string[];
    /** The runs of a project, oldest first. */
    runs(project: string): RunView[];
    /** The run `entity/project/run-id`. */
    run(path: string): RunView | undefined;
    /** All versions that a project's collections hold, with those of its portfolios. */
    artifacts(project: string): Promise<ArtifactView[]>;
    /** The version `entity/project/collection:alias`. */
    artifact(path: string): Promise<ArtifactView | undefined>;
    /** The bytes of an entry of `entity/project/collection:alias`. */
    content(path: string, entry: string): Promise<Uint8Array | undefined>;
    /** The bytes of a run's file. */
    runFile(path: string, name: string): Promise<Uint8Array | undefined>;
    /** Who made and used which version. */
    lineage(): LineageGraph;
}
/** What the inspector needs besides the state. */
export interface InspectorSources {
    readonly requests: (filter?: RequestFilter) => SeenRequest[];
    readonly clearRequests: () => void;
    readonly unanswered: readonly UnansweredRequest[];
    readonly defects: readonly unknown[];
}
/** Makes the inspector of a backend. */
export declare function createInspector(services: Services, sources: InspectorSources): Inspector;

// inspect/request-log.d.ts
import type { BackendClock } from "../clock.ts";
import type { Incoming } from "../http/incoming.ts";
import type { Surface } from "../http/surface.ts";
/** A request that the backend saw, without its credentials. */
export interface SeenRequest {
    /** Counts from 0. */
    readonly number: number;
    /** When it came, in milliseconds since the epoch. */
    readonly at: number;
    readonly method: string;
    readonly path: string;
    readonly surface: Surface;
    /** Name of the GraphQL operation. */
    readonly operation: string | undefined;
    /** Variables of the GraphQL operation; those of requests above 1 MiB are not held. */
    readonly variables: Readonly<Record<string, unknown>> | undefined;
    /** JSON body of a filestream request of up to 1 MiB. */
    readonly body: Readonly<Record<string, unknown>> | undefined;
    /** All headers but `authorization` and `cookie`. */
    readonly headers: Readonly<Record<string, string>>;
    /** Status of the answer; `undefined` while it is under way, 0 for a broken connection. */
    readonly status: number | undefined;
    /** The fault that was injected into it. */
    readonly fault: string | undefined;
}
/** Narrows a list of requests. */
export interface RequestFilter {
    readonly surface?: Surface;
    readonly operation?: string;
    readonly method?: string;
    readonly path?: RegExp;
}
/** What was asked of the backend. */
export interface RequestLog {
    /** Notes a request; the returned function notes its answer. */
    add(incoming: Incoming): (status: number, fault?: string) => void;
    /** The requests seen, oldest first. */
    list(filter?: RequestFilter): SeenRequest[];
    /** Forgets them. */
    clear(): void;
}
/**
 * Makes a log.
 *
 * @param limit how many requests are held; older ones are dropped
 */
export declare function createRequestLog(clock: BackendClock, limit: number): RequestLog;

// inspect/artifact-view.d.ts
import type { Services } from "../context.ts";
import type { ArtifactRecord, MembershipRecord } from "../state/records.ts";
/** An entry of a version's manifest as a test sees it. */
export interface EntryView {
    readonly digest: string;
    readonly sizeBytes: number;
    /** Where a reference points. */
    readonly ref: string | undefined;
    readonly extra: Readonly<Record<string, unknown>> | undefined;
    readonly birthArtifactId: string | undefined;
    /** Hex MD5 of the stored bytes; `undefined` for references. */
    readonly md5: string | undefined;
}
/** A version in a collection as a test sees it. */
export interface ArtifactView {
    /** `entity/project/collection:vN`. */
    readonly path: string;
    readonly id: string;
    readonly collection: string;
    readonly version: string;
    readonly type: string;
    readonly state: ArtifactRecord["state"];
    readonly digest: string;
    readonly aliases: readonly string[];
    readonly tags: readonly string[];
    readonly description: string | null;
    readonly metadata: Readonly<Record<string, unknown>>;
    readonly ttlDurationSeconds: number | null;
    readonly sizeBytes: number;
    /** Whether the version was born elsewhere and is linked here. */
    readonly isLink: boolean;
    /** Manifest entries by path. */
    readonly entries: Readonly<Record<string, EntryView>>;
    /** Run id of the run that made it. */
    readonly loggedBy: string | undefined;
    /** Run ids of the runs that used it. */
    readonly usedBy: readonly string[];
}
/** Collects what belongs to a version in a collection. */
export declare function artifactView(services: Services, artifact: ArtifactRecord, membership: MembershipRecord): Promise<ArtifactView>;

// inspect/run-view.d.ts
import type { Services } from "../context.ts";
import type { RunRecord, RunState } from "../state/records.ts";
/** A run as a test sees it. */
export interface RunView {
    /** `entity/project/run-id`. */
    readonly path: string;
    readonly id: string;
    readonly name: string;
    readonly displayName: string;
    readonly state: RunState;
    readonly exitCode: number | null;
    readonly tags: readonly string[];
    readonly notes: string | null;
    readonly group: string | null;
    readonly jobType: string | null;
    /** User name of the account that the run belongs to. */
    readonly user: string;
    /** Config, unwrapped; the client's own `_wandb` entry is left out. */
    readonly config: Readonly<Record<string, unknown>>;
    readonly summary: Readonly<Record<string, unknown>>;
    /** History rows in the order of their lines. */
    readonly history: readonly Readonly<Record<string, unknown>>[];
    readonly console: readonly string[];
    /** Names of the uploaded files. */
    readonly files: readonly string[];
    readonly alerts: readonly {
        readonly title: string;
        readonly text: string;
        readonly severity: string;
    }[];
}
/** Collects what belongs to a run. */
export declare function runView(services: Services, run: RunRecord): RunView;

// inspect/lineage.d.ts
import type { State } from "../state/state.ts";
/** A run or a version in the lineage. */
export interface LineageNode {
    /** `run:entity/project/run-id` or `artifact:entity/project/collection:vN`. */
    readonly id: string;
    readonly kind: "run" | "artifact";
    readonly label: string;
}
/** From a version to the run that used it, or from a run to the version that it made. */
export interface LineageEdge {
    readonly from: string;
    readonly to: string;
    readonly kind: "used" | "logged";
}
/** The lineage of everything on a backend. */
export interface LineageGraph {
    readonly nodes: readonly LineageNode[];
    readonly edges: readonly LineageEdge[];
}
/** Collects the lineage: runs and committed versions that made or used one another. */
export declare function lineageOf(state: State): LineageGraph;

// state/records.d.ts
import type { Identified } from "./record-table.ts";
/** A person or a service account. */
export interface UserRecord extends Identified {
    readonly username: string;
    readonly name: string;
    readonly email: string;
    readonly kind: "person" | "service";
    readonly admin: boolean;
    /** The default entity: the personal one, or a service account's team. */
    readonly entityId: string;
    readonly createdAt: number;
}
/** A key with which a user authenticates. The key itself is held to compare with; it is never shown. */
export interface ApiKeyRecord extends Identified {
    readonly userId: string;
    readonly key: string;
    readonly description: string | null;
}
/** What owns projects: a person, a team, or the entity of an organisation (its registries). */
export interface EntityRecord extends Identified {
    readonly name: string;
    readonly kind: "personal" | "team" | "organization";
    readonly organizationId: string | null;
    readonly members: readonly MemberRecord[];
    readonly xxhashDigestsEnabled: boolean;
}
/** A user's place in a team. */
export interface MemberRecord {
    readonly userId: string;
    readonly role: "admin" | "member" | "viewer";
}
/** An organisation: a display name, and an entity that holds its registries. */
export interface OrganizationRecord extends Identified {
    readonly name: string;
    readonly orgEntityId: string;
}
/** A project. Registries are projects of an organisation's entity, named `wandb-registry-…`. */
export interface ProjectRecord extends Identified {
    readonly entityId: string;
    readonly name: string;
    readonly description: string | null;
    readonly access: string;
    readonly views: string | null;
    readonly isBenchmark: boolean;
    readonly allowAllArtifactTypesInRegistry: boolean;
    readonly createdBy: string | null;
    readonly createdAt: number;
    readonly updatedAt: number;
    /** Run ids that were deleted: they may not be used again. */
    readonly deletedRunNames: readonly string[];
    /** Users that were added to the project, as registries have them. */
    readonly members: readonly {
        readonly userId: string;
        readonly role: string;
    }[];
    /** Teams that were added to the project. */
    readonly teams: readonly {
        readonly teamId: string;
        readonly role: string;
    }[];
}
/** A run's state as stored; `crashed` is also derived from a heartbeat that stopped. */
export type RunState = "pending" | "running" | "finished" | "failed" | "crashed" | "killed" | "preempting" | "preempted";
/** A run: its metadata, config and summary. Lines are held by the line store. */
export interface RunRecord extends Identified {
    readonly projectId: string;
    /** The run id that users see. */
    readonly name: string;
    readonly displayName: string;
    readonly description: string | null;
    readonly notes: string | null;
    readonly tags: readonly string[];
    readonly group: string | null;
    readonly jobType: string | null;
    readonly commit: string | null;
    readonly host: string | null;
    readonly program: string | null;
    readonly repo: string | null;
    readonly sweepName: string | null;
    readonly state: RunState;
    readonly stopRequested: boolean;
    readonly exitCode: number | null;
    readonly config: string;
    readonly summary: string;
    readonly userId: string;
    readonly createdAt: number;
    readonly updatedAt: number;
    readonly heartbeatAt: number;
}
/** An alert that a run raised. */
export interface AlertRecord extends Identified {
    readonly runId: string;
    readonly title: string;
    readonly text: string;
    readonly severity: string;
    readonly createdAt: number;
}
/** A sweep: a search over configs that a client defines. */
export interface SweepRecord extends Identified {
    readonly projectId: string;
    readonly name: string;
    readonly displayName: string | null;
    readonly description: string | null;
    readonly state: string;
    readonly config: string;
    readonly createdAt: number;
    readonly updatedAt: number;
}
/** A custom chart that a user saved. */
export interface CustomChartRecord extends Identified {
    readonly entity: string;
    readonly name: string;
    readonly displayName: string;
    readonly type: string;
    readonly access: string;
    readonly spec: string;
}
/** A file of a run. */
export interface RunFileRecord extends Identified {
    readonly runId: string;
    readonly name: string;
    /** MD5 of the content in hex; `null` while it is not uploaded. */
    readonly md5: string | null;
    readonly sizeBytes: number;
    readonly updatedAt: number;
}
/** A type of artifacts, per project. */
export interface ArtifactTypeRecord extends Identified {
    readonly projectId: string;
    readonly name: string;
    readonly description: string | null;
    readonly createdAt: number;
}
/** How the digest of an artifact is computed. */
export type DigestAlgorithm = "MANIFEST_MD5" | "MANIFEST_XXH128";
/** A collection: a sequence, where versions are born, or a portfolio, whose members are links. */
export interface CollectionRecord extends Identified {
    readonly projectId: string;
    readonly typeId: string;
    readonly kind: "SEQUENCE" | "PORTFOLIO";
    readonly name: string;
    readonly description: string | null;
    readonly state: "READY" | "DELETED";
    readonly digestAlgorithm: DigestAlgorithm | null;
    readonly tags: readonly string[];
    readonly clientIds: readonly string[];
    readonly nextVersionIndex: number;
    readonly createdAt: number;
    readonly updatedAt: number;
}
/** One version of an artifact. */
export interface ArtifactRecord extends Identified {
    readonly sequenceId: string;
    readonly typeId: string;
    readonly state: "PENDING" | "COMMITTED" | "DELETED";
    readonly digest: string;
    readonly digestAlgorithm: DigestAlgorithm;
    readonly versionIndex: number | null;
    readonly description: string | null;
    readonly metadata: string | null;
    readonly labels: string | null;
    readonly tags: readonly string[];
    readonly ttlDurationSeconds: number | null;
    readonly historyStep: number | null;
    readonly commitHash: string;
    readonly runId: string | null;
    readonly userId: string;
    readonly clientIds: readonly string[];
    readonly distributedId: string | null;
    readonly storageRegion: string | null;
    /** Aliases to be given at commit. */
    readonly pendingAliases: readonly string[];
    readonly manifestId: string | null;
    readonly size: number;
    readonly fileCount: number;
    readonly createdAt: number;
    readonly updatedAt: number;
}
/** A version's place in a collection, with its own version index. */
export interface MembershipRecord extends Identified {
    readonly collectionId: string;
    readonly artifactId: string;
    readonly versionIndex: number;
    readonly createdAt: number;
}
/** An alias of a membership; unique within its collection. */
export interface AliasRecord extends Identified {
    readonly collectionId: string;
    readonly membershipId: string;
    readonly alias: string;
}
/** A manifest that a client announced for an artifact. */
export interface ManifestRecord extends Identified {
    readonly artifactId: string;
    readonly baseArtifactId: string | null;
    readonly name: string;
    readonly type: "FULL" | "INCREMENTAL" | "PATCH";
    /** Base64 MD5 that the uploaded file must have; empty for a placeholder. */
    readonly digest: string;
    /** Hex MD5 of the uploaded file; `null` before the upload. */
    readonly md5: string | null;
    readonly createdAt: number;
}
/** Bytes that belong to artifacts: stored once, in the version where they were born. */
export interface ArtifactFileRecord extends Identified {
    /** The birth artifact. */
    readonly artifactId: string;
    readonly sequenceId: string;
    readonly name: string;
    /** Digest as manifests carry it (base64). */
    readonly digest: string;
    /** Hex MD5 that the content must have. */
    readonly md5: string;
    readonly mimetype: string | null;
    readonly storagePath: string;
    readonly sizeBytes: number;
    readonly isUploaded: boolean;
    readonly updatedAt: number;
}
/** A multipart upload in progress. */
export interface MultipartRecord extends Identified {
    readonly fileId: string;
    readonly parts: readonly {
        readonly partNumber: number;
        readonly md5: string;
    }[];
    /** Hex MD5 by part number, for parts that arrived. */
    readonly arrived: Readonly<Record<string, string>>;
    readonly isComplete: boolean;
}
/** That a run used an artifact. */
export interface UsageRecord extends Identified {
    readonly runId: string;
    readonly artifactId: string;
    readonly usedAs: string | null;
    readonly createdAt: number;
}

// state/state.d.ts
import { RecordTable, type Identified, type TableIndex } from "./record-table.ts";
import { type LineStore } from "./line-store.ts";
import type { StateStorage } from "./state-storage.ts";
import type * as R from "./records.ts";
/** Everything the backend remembers besides file contents. */
export interface State {
    readonly users: RecordTable<R.UserRecord>;
    readonly usersByName: TableIndex<R.UserRecord>;
    readonly apiKeys: RecordTable<R.ApiKeyRecord>;
    readonly apiKeysByKey: TableIndex<R.ApiKeyRecord>;
    readonly apiKeysByUser: TableIndex<R.ApiKeyRecord>;
    readonly entities: RecordTable<R.EntityRecord>;
    readonly entitiesByName: TableIndex<R.EntityRecord>;
    readonly organizations: RecordTable<R.OrganizationRecord>;
    readonly organizationsByName: TableIndex<R.OrganizationRecord>;
    readonly projects: RecordTable<R.ProjectRecord>;
    /** Key: `keyOf(entityId, name)`. */
    readonly projectsByName: TableIndex<R.ProjectRecord>;
    readonly projectsByEntity: TableIndex<R.ProjectRecord>;
    readonly runs: RecordTable<R.RunRecord>;
    /** Key: `keyOf(projectId, name)`. */
    readonly runsByName: TableIndex<R.RunRecord>;
    readonly runsByProject: TableIndex<R.RunRecord>;
    readonly alerts: RecordTable<R.AlertRecord>;
    readonly customCharts: RecordTable<R.CustomChartRecord>;
    readonly sweeps: RecordTable<R.SweepRecord>;
    readonly sweepsByProject: TableIndex<R.SweepRecord>;
    readonly runFiles: RecordTable<R.RunFileRecord>;
    readonly runFilesByRun: TableIndex<R.RunFileRecord>;
    /** Key: `keyOf(runId, name)`. */
    readonly runFilesByName: TableIndex<R.RunFileRecord>;
    readonly artifactTypes: RecordTable<R.ArtifactTypeRecord>;
    readonly artifactTypesByProject: TableIndex<R.ArtifactTypeRecord>;
    readonly collections: RecordTable<R.CollectionRecord>;
    /** Live collections only. Key: `keyOf(projectId, name)`. */
    readonly collectionsByName: TableIndex<R.CollectionRecord>;
    readonly collectionsByProject: TableIndex<R.CollectionRecord>;
    readonly collectionsByClientId: TableIndex<R.CollectionRecord>;
    readonly artifacts: RecordTable<R.ArtifactRecord>;
    /** Committed versions with a time to live. Key: `"ttl"`. */
    readonly artifactsWithTtl: TableIndex<R.ArtifactRecord>;
    readonly artifactsBySequence: TableIndex<R.ArtifactRecord>;
    readonly artifactsByClientId: TableIndex<R.ArtifactRecord>;
    readonly artifactsByRun: TableIndex<R.ArtifactRecord>;
    readonly memberships: RecordTable<R.MembershipRecord>;
    readonly membershipsByCollection: TableIndex<R.MembershipRecord>;
    readonly membershipsByArtifact: TableIndex<R.MembershipRecord>;
    readonly aliases: RecordTable<R.AliasRecord>;
    /** Key: `keyOf(collectionId, alias)`. */
    readonly aliasesByName: TableIndex<R.AliasRecord>;
    readonly aliasesByMembership: TableIndex<R.AliasRecord>;
    readonly manifests: RecordTable<R.ManifestRecord>;
    readonly manifestsByArtifact: TableIndex<R.ManifestRecord>;
    readonly artifactFiles: RecordTable<R.ArtifactFileRecord>;
    /** Key: `keyOf(sequenceId, digest)`. */
    readonly artifactFilesByDigest: TableIndex<R.ArtifactFileRecord>;
    readonly artifactFilesByArtifact: TableIndex<R.ArtifactFileRecord>;
    readonly multiparts: RecordTable<R.MultipartRecord>;
    readonly usages: RecordTable<R.UsageRecord>;
    readonly usagesByRun: TableIndex<R.UsageRecord>;
    readonly usagesByArtifact: TableIndex<R.UsageRecord>;
    readonly lines: LineStore;
    /**
     * Adds a table for another subject. Its records are stored and restored like all others.
     *
     * @param type the `Type` of its ids, unique in the backend
     */
    table<Item extends Identified>(type: string): RecordTable<Item>;
    /** Hands all changes since the last call to the storage, as one transaction. */
    flush(): void;
}
/** The key of an index over two values. */
export declare function keyOf(owner: string, name: string): string;
/**
 * Makes the state, restored from `storage` when one is given.
 *
 * @param storage where changes go; without it, memory only
 */
export declare function createState(storage?: StateStorage): State;

// state/record-table.d.ts
/** What every stored record has. */
export interface Identified {
    readonly id: string;
}
/** What a {@link RecordTable} tells its storage. */
export interface TableChanges<Item> {
    readonly puts: ReadonlyMap<string, Item>;
    readonly deletes: ReadonlySet<string>;
    readonly nextNumber: number;
}
/** An index of a table: finds records by a derived key. */
export interface TableIndex<Item> {
    /** All records with this key, oldest first. */
    all(key: string): Item[];
    /** The oldest record with this key. */
    get(key: string): Item | undefined;
    /** How many records have this key. */
    count(key: string): number;
}
/**
 * Records of one kind, by id, with indexes. Changed records are remembered until the next
 * {@link RecordTable.takeChanges}, so a storage writes only these.
 */
export declare class RecordTable<Item extends Identified> {
    #private;
    readonly type: string;
    constructor(type: string);
    /** How many records there are. */
    get size(): number;
    /** A fresh id; numbers are never used twice, not even after a deletion. */
    newId(): string;
    /** The record with this id. */
    get(id: string): Item | undefined;
    /** All records, oldest first. */
    values(): IterableIterator<Item>;
    /** Adds or replaces a record. */
    put(item: Item): Item;
    /** Replaces some members of a record and returns the new one. */
    patch(item: Item, changes: Partial<Item>): Item;
    /** Removes a record. */
    delete(id: string): void;
    /** Adds an index; `keyOf` may give no key, one, or several. */
    index(keyOf: (item: Item) => string | readonly string[] | undefined): TableIndex<Item>;
    /** Fills the table from a storage, without marking anything as changed. */
    load(items: Iterable<Item>, nextNumber: number): void;
    /** What changed since the last call, or `undefined` when nothing did. */
    takeChanges(): TableChanges<Item> | undefined;
}

// context.d.ts
import type { BackendClock } from "./clock.ts";
import type { ContentStore } from "./files/content-store.ts";
import type { SignedUrls } from "./files/signed-urls.ts";
import type { Quotas } from "./http/quotas.ts";
import type { Manifests } from "./files/manifests.ts";
import type { State } from "./state/state.ts";
import type { UserRecord } from "./state/records.ts";
/** The parts of a backend that every surface uses. */
export interface Services {
    readonly state: State;
    readonly clock: BackendClock;
    readonly content: ContentStore;
    readonly urls: SignedUrls;
    readonly manifests: Manifests;
    readonly quotas: Quotas;
    /** Names of the server features that are on. */
    readonly features: ReadonlySet<string>;
    /** A number in [0, 1), from the backend's seed. */
    readonly random: () => number;
    /** After so many milliseconds without a sign of life a running run counts as crashed. */
    readonly heartbeatTimeoutMs: number;
}
/** What a resolver knows about the request. */
export interface Context extends Services {
    readonly viewer: UserRecord;
    /** Scheme and host under which the caller reached the backend; URLs in answers start with it. */
    readonly origin: string;
}

// http/incoming.d.ts
import type { Surface } from "./surface.ts";
/** A request whose path, and on the JSON surfaces whose body, has been read. */
export interface Incoming {
    readonly request: Request;
    readonly url: URL;
    readonly surface: Surface;
    /** The JSON body of a GraphQL or filestream request. */
    readonly body: Readonly<Record<string, unknown>> | undefined;
    /** Size of that body, in bytes. */
    readonly bodyBytes: number;
    /** Name of the GraphQL operation. */
    readonly operation: string | undefined;
}
/**
 * Reads what decides about a request. Bodies of uploads stay streams.
 *
 * @throws Rejection for a body that is no JSON object or too large
 */
export declare function readIncoming(request: Request): Promise<Incoming>;

// state/line-store.d.ts
import type { LineChange, LineStream, StateStorage } from "./state-storage.ts";
/**
 * The numbered lines of runs: history, system events and console. Lines are kept as the client sent
 * them, since history may hold `NaN` and `Infinity`, which JSON cannot.
 */
export interface LineStore {
    /** All lines of a stream. */
    read(runId: string, stream: LineStream): readonly string[];
    /** Places lines from number `offset` on, over what is there. Gaps become empty lines. */
    write(runId: string, stream: LineStream, offset: number, lines: readonly string[]): void;
    /** Drops the lines from number `length` on. */
    truncate(runId: string, stream: LineStream, length: number): void;
    /** Drops a run's lines. */
    delete(runId: string): void;
    /** What changed since the last call. */
    takeChanges(): LineChange[];
}
/** Makes a line store; streams are read from `storage` when first asked for. */
export declare function createLineStore(storage?: StateStorage): LineStore;

// state/state-storage.d.ts
import type { Identified, TableChanges } from "./record-table.ts";
/** The streams of lines that a run has. */
export type LineStream = "history" | "events" | "console";
/** Lines that changed: `lines[i]` is number `start + i`; a `null` start drops the whole stream. */
export interface LineChange {
    readonly runId: string;
    readonly stream: LineStream;
    readonly start: number | null;
    readonly lines: readonly string[];
}
/** Where the state survives a restart. */
export interface StateStorage {
    /** All records of one type and the next free number of its ids. */
    load(type: string): {
        readonly items: Iterable<Identified>;
        readonly nextNumber: number;
    };
    /** All lines of one stream, in order; lines never written are empty. */
    loadLines(runId: string, stream: LineStream): string[];
    /** Writes a set of changes completely or not at all. */
    save(tables: readonly (TableChanges<Identified> & {
        readonly type: string;
    })[], lines: readonly LineChange[]): void;
    /** Releases the file. */
    close(): void;
}

// files/content-store.d.ts
/** A part of a file: from byte `start` up to and including byte `end`. */
export interface ByteRange {
    readonly start: number;
    readonly end: number;
}
/** What was stored. */
export interface StoredContent {
    /** Hex MD5 of the bytes: the protocol's own digest and the key of the store. */
    readonly md5: string;
    readonly sizeBytes: number;
}
/** File contents by digest: equal bytes are held once, and what is written is complete or absent. */
export interface ContentStore {
    /**
     * Stores a stream.
     *
     * @param body the bytes; `null` for none
     * @param expectedMd5 hex MD5 that the bytes must have; others are refused and not kept
     * @throws {ContentMismatch} when the bytes are not the expected ones
     */
    write(body: AsyncIterable<Uint8Array> | null, expectedMd5?: string): Promise<StoredContent>;
    /** Size of stored bytes, or `undefined` when there are none with this digest. */
    size(md5: string): Promise<number | undefined>;
    /** Reads stored bytes, whole or in part. */
    read(md5: string, range?: ByteRange): ReadableStream<Uint8Array<ArrayBuffer>>;
    /** Reads stored bytes at once; for contents that are known to be small. */
    bytes(md5: string): Promise<Uint8Array<ArrayBuffer>>;
    /** Joins stored pieces into one content. */
    join(pieces: readonly string[]): Promise<StoredContent>;
}
/** The bytes that arrived are not those that were announced. */
export declare class ContentMismatch extends Error {
    readonly expected: string;
    readonly received: string;
    constructor(expected: string, received: string);
}
/** Reads small stored contents, such as manifests, as text. */
export declare function readText(content: ContentStore, md5: string): Promise<string>;

// files/signed-urls.d.ts
import type { BackendClock } from "../clock.ts";
/** What a storage URL lets its holder do. */
export type StorageMethod = "GET" | "PUT";
/** What a storage URL points to. */
export type StorageKind = "artifact-file" | "manifest" | "run-file" | "part";
/** Hands out and checks storage URLs. They carry their own permission and need no credentials. */
export interface SignedUrls {
    /** A URL below `origin` that permits `method` on one object until it expires. */
    sign(origin: string, method: StorageMethod, kind: StorageKind, id: string): string;
    /** Checks a URL that came back. */
    check(method: string, url: URL): SignedUrlVerdict;
    /** Makes every URL handed out so far count as expired. */
    expireAll(): void;
}
/** What {@link SignedUrls.check} finds. */
export type SignedUrlVerdict = {
    readonly verdict: "valid";
    readonly kind: StorageKind;
    readonly id: string;
} | {
    readonly verdict: "expired";
} | {
    readonly verdict: "forged";
};
/**
 * Makes signed URLs.
 *
 * @param secret key of the signature
 * @param clock decides about expiry
 * @param lifetimeMs how long a URL is good for, in milliseconds
 */
export declare function createSignedUrls(secret: Uint8Array, clock: BackendClock, lifetimeMs: number): SignedUrls;

// files/manifests.d.ts
import type { ArtifactRecord, ManifestRecord } from "../state/records.ts";
import type { State } from "../state/state.ts";
import { type ContentStore } from "./content-store.ts";
import { type Manifest } from "./manifest.ts";
/** Reads the manifests of artifacts. */
export interface Manifests {
    /** The manifest of a version, or an empty one before the upload. */
    of(artifact: ArtifactRecord): Promise<Manifest>;
    /** The manifest file of a record. */
    read(record: ManifestRecord): Promise<Manifest>;
}
/** Makes the reader; the last few parsed manifests are kept. */
export declare function createManifests(state: State, content: ContentStore): Manifests;

// files/manifest.d.ts
/** One entry of a manifest. Members that this server does not interpret stay in place. */
export interface ManifestEntry {
    readonly digest: string;
    readonly ref?: string;
    readonly size?: number;
    readonly birthArtifactID?: string;
    readonly extra?: Readonly<Record<string, unknown>>;
}
/** A parsed artifact manifest, version 1. */
export interface Manifest {
    /** Entries by path, in the order of the file. */
    readonly contents: ReadonlyMap<string, ManifestEntry>;
    /** All members besides `contents`. */
    readonly header: Readonly<Record<string, unknown>>;
}
/**
 * Parses a manifest file.
 *
 * @throws Rejection naming the first member that is wrong
 */
export declare function parseManifest(text: string): Manifest;
/** Writes a manifest file. */
export declare function formatManifest(manifest: Manifest): string;
/** The MANIFEST_MD5 digest: paths in the order of their UTF-8 bytes, each with its entry's digest. */
export declare function manifestDigest(manifest: Manifest): string;
/** Whether an entry's bytes lie in W&B's own storage. */
export declare function isStoredEntry(entry: ManifestEntry): boolean;
